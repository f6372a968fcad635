using FieldNode.Cli;
using FieldNode.Tags;

namespace FieldNode.Tools.Tests;

/// <summary>A record as a check makes it, for tests to sign, to show and to spoil.</summary>
internal static class Records
{
    internal static readonly DateTime Start = DateTime.UtcNow.AddMinutes(-2);

    internal static LoopRecord Of(string by = "A. Meier", string tag = "Level", string unit = "m", string instrument = "No. 4711") => new()
    {
        Tag = new TagAddress("plant", "node1", "Tank", tag),
        Unit = unit,
        Range = new LoopRange(0, 5, false, 0, "by the birth"),
        TolerancePercent = 0.5,
        Tolerance = 0.025,
        SettleMs = 3000,
        TimeoutMs = 30_000,
        Source = "by hand",
        Broker = "broker.example:8883",
        By = by,
        Instrument = instrument,
        StartedUtc = Start,
        FinishedUtc = Start.AddSeconds(40),
        ToolVersion = "0.3.0",
        Points =
        [
            Result(new LoopPoint(4, false, 0, QualityReason.None), 0.004, 192, 0, null),
            Result(new LoopPoint(12, false, 2.5, QualityReason.None), 2.502, 192, 0, null),
            Result(new LoopPoint(20, false, 5, QualityReason.None), 4.95, 192, 0, "0.05 m too low"),
            Result(new LoopPoint(21.5, false, 0, QualityReason.SignalHigh), 4.95, 0, 10, null),
        ],
    };

    private static PointResult Result(LoopPoint point, double value, int quality, int reason, string? why) => new(point)
    {
        Passed = why is null,
        Why = why,
        InjectedUtc = Start,
        Last = new Arrival(1000, Start.AddSeconds(1), value, quality, reason, Start.AddMilliseconds(980), true),
        ReachedMs = why is null ? 1000 : null,
        Arrivals = 2,
    };
}
