namespace FieldNode.Cli;

/// <summary>A run of the node in the field, from its start to the end that the next one tells of.</summary>
internal sealed class FieldRun
{
    private readonly List<PlacedEvent> events = [];

    /// <param name="number">As the ring counts.</param>
    /// <param name="powerOnMs">When it began, ms since 1970 UTC on the axis of the replay.</param>
    /// <param name="isDated">False: no event of it has a date, and its place is only its turn.</param>
    internal FieldRun(int number, long powerOnMs, bool isDated) => (Number, PowerOnMs, IsDated) = (number, powerOnMs, isDated);

    internal int Number { get; }

    internal long PowerOnMs { get; }

    internal bool IsDated { get; }

    internal IReadOnlyList<PlacedEvent> Events => events;

    /// <summary>Time of the last event.</summary>
    internal long LastMs => events[^1].AtMs;

    /// <summary>The start itself is in the ring; else the run began before what the ring, or the span, still has.</summary>
    internal bool HasStart => events.Any(e => e.What.Kind == Journal.EventKind.Started);

    /// <summary>Puts an event in, by the node's monotonic clock.</summary>
    internal void Add(LoggedEvent one) => events.Add(new PlacedEvent(one, this, PowerOnMs + one.UpMs));

    /// <summary>Leaves out what is not within a span.</summary>
    internal bool Cut(long fromMs, long toMs)
    {
        events.RemoveAll(e => e.AtMs < fromMs || e.AtMs > toMs);
        return events.Count > 0;
    }
}
