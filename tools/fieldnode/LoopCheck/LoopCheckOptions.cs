namespace FieldNode.Cli;

/// <summary>What is checked, and how strictly.</summary>
internal sealed record LoopCheckOptions
{
    internal required TagAddress Tag { get; init; }

    /// <summary>As <see cref="LoopPoint.Parse"/> reads them.</summary>
    internal required string Points { get; init; }

    internal bool WithFaults { get; init; }

    /// <summary>Null: the birth's engLow and engHigh, linear.</summary>
    internal LoopRange? Range { get; init; }

    internal required double TolerancePercent { get; init; }

    internal required int SettleMs { get; init; }

    internal required int TimeoutMs { get; init; }

    internal required string By { get; init; }

    internal required string Instrument { get; init; }

    internal string Note { get; init; } = "";

    internal required string ToolVersion { get; init; }
}
