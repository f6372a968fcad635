namespace FieldNode.Cli.Fleet.Page;

/// <summary>What of the field somebody looks at, as it stands in an address. What cannot be read there is left out.</summary>
internal sealed record FleetQuery(string Words, FleetState? State, FleetSort Sort, int Page)
{
    internal const int WordsMax = 200;

    internal static FleetQuery Of(string? words, string? state, string? sort, string? page) => new(
        words is null ? "" : words.Length > WordsMax ? words[..WordsMax] : words,
        Read<FleetState>(state), Read<FleetSort>(sort) ?? FleetSort.Worst, int.TryParse(page, out int number) && number is > 0 and < 100_000 ? number : 1);

    internal string Address(FleetState? state, int page)
    {
        string[] parts =
        [
            .. Words.Length > 0 ? new[] { "q=" + Uri.EscapeDataString(Words) } : [],
            .. state is { } some ? new[] { "state=" + FleetWords.StateOf(some) } : [],
            .. Sort != FleetSort.Worst ? new[] { "sort=" + Sort.ToString().ToLowerInvariant() } : [],
            .. page > 1 ? new[] { $"page={page}" } : [],
        ];
        return parts.Length == 0 ? "/" : "/?" + string.Join('&', parts);
    }

    private static T? Read<T>(string? text) where T : struct, Enum =>
        text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) ? value : null;
}
