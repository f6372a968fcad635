using System.Text.RegularExpressions;

namespace FieldNode.Virtual.Settings;

/// <summary>One thing that is wrong with a node file.</summary>
/// <param name="Path">Where: <c>devices[1].tags[3].deadband</c>, a line and column, or empty for the file as a
/// whole.</param>
/// <param name="Value">What is there.</param>
/// <param name="Allowed">What may be there.</param>
public sealed partial record SettingsFault(string Path, string Value, string Allowed)
{
    /// <summary>One line, such as <c>devices[0].unit: 300 — allowed: 1 to 247</c>.</summary>
    public override string ToString() => VisibleText.Of($"{(Path.Length == 0 ? "" : $"{Path}: ")}{Value} — {Wanted}");

    // "allowed" stands before a list or a range alone; the rest are sentences.
    private string Wanted => Allowed switch
    {
        _ when Allowed.EndsWith('?') => Allowed,
        _ when Allowed.StartsWith("none: ", StringComparison.Ordinal) => $"not allowed here: {Allowed["none: ".Length..]}",
        _ when Allowed.StartsWith("only ", StringComparison.Ordinal) => Allowed,
        _ when Choice().IsMatch(Allowed) || Allowed.StartsWith("what ", StringComparison.Ordinal) => $"allowed: {Allowed}",
        _ => $"must be {Allowed}",
    };

    // 1 to 247 …; a, b, c; true or false; a whole number: 1, 2 to 5
    [GeneratedRegex(@"^(a whole number: .*|-?[0-9.]+ to -?[0-9.]+.*|[^ ,]+(, [^ ,]+)*|[^ ,]+ or [^ ,]+)$")]
    private static partial Regex Choice();
}
