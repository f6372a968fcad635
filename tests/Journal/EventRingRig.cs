namespace FieldNode.Journal.Tests;

/// <summary>A store that power cuts and full flash can be tried on, the life of a node on it, and virtual time.</summary>
public abstract class EventRingRig
{
    protected const long Utc = 1_790_000_000_000;

    private protected CuttingStore Store { get; } = new();

    protected long NowMs { get; set; } = 1000;

    private protected EventRing Start()
    {
        var ring = new EventRing(Store);
        ring.Start(ring.LastEnd, "1.2.3", NowMs, Utc);
        return ring;
    }

    private protected void Pass(EventRing ring, long ms)
    {
        for (long endMs = NowMs + ms; NowMs < endMs;)
        {
            NowMs = Math.Min(endMs, NowMs + 1000);
            ring.Step(NowMs, Utc);
        }
    }

    private protected StoredEvent[] Stored() => StoredEvent.All(Store);
}
