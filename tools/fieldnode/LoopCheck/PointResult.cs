namespace FieldNode.Cli;

/// <summary>What became of a point.</summary>
internal sealed record PointResult(LoopPoint Point)
{
    internal required bool Passed { get; init; }

    /// <summary>Why not, or null.</summary>
    internal string? Why { get; init; }

    internal required DateTime InjectedUtc { get; init; }

    internal required Arrival? Last { get; init; }

    internal required int? ReachedMs { get; init; }

    internal required int Arrivals { get; init; }

    /// <summary>How often it was tried; the last one counts.</summary>
    internal int Attempts { get; init; } = 1;

    /// <summary>Deviation in % of the span, or null where there is none to tell.</summary>
    internal double? ErrorPercent(double span) => Point.IsFault || Last?.Value is not double value || span <= 0
        ? null
        : (value - Point.Expected) / span * 100;

    /// <summary>From the node's time of the value to its arrival; it holds the difference of both clocks.</summary>
    internal int? TransportMs => Last?.NodeUtc is DateTime node ? (int)(Last.Utc - node).TotalMilliseconds : null;
}
