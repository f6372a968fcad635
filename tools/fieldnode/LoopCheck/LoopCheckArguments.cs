namespace FieldNode.Cli;

/// <summary>What was typed, before anything of it was looked at.</summary>
internal sealed record LoopCheckArguments
{
    internal required string Tag { get; init; }

    /// <summary>Null in a simulation: it makes a broker of its own.</summary>
    internal LinkOptions? Link { get; init; }

    internal string Points { get; init; } = "4,12,20";

    internal bool Faults { get; init; }

    internal double? Low { get; init; }

    internal double? High { get; init; }

    internal bool SquareRoot { get; init; }

    internal string? ConfigFile { get; init; }

    internal double TolerancePercent { get; init; } = 0.5;

    internal double SettleSeconds { get; init; } = 3;

    internal double? TimeoutSeconds { get; init; }

    internal int BirthSeconds { get; init; } = 15;

    internal string By { get; init; } = "";

    internal string Instrument { get; init; } = "";

    internal string Note { get; init; } = "";

    internal string Folder { get; init; } = ".";

    internal string? Drive { get; init; }

    internal bool Yes { get; init; }

    internal bool Json { get; init; }
}
