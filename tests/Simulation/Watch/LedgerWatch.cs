using FieldNode.Journal;

namespace FieldNode.Simulation;

/// <summary>The node's loss ledger: its sums agree at any time, and what it says it dropped is what the run may miss.</summary>
internal sealed class LedgerWatch(World world)
{
    private const int EverySteps = 16; // a look adds up all that is kept

    private const long ReceiptMsMax = 60_000; // of 2 s, a keep-alive, and a frame that has its batch begun

    private readonly DropAccount drops = new();
    private int steps;
    private long droppedAtRest = -1;
    private long droppedBefore; // in earlier runs of the node

    /// <summary>The node keeps a ledger.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Metrics that the node dropped and counted, over all its runs, and when.</summary>
    public DropAccount Drops => drops;

    /// <summary>A step is over.</summary>
    public void Look(SampleJournal? journal)
    {
        if (journal is null || steps++ % EverySteps != 0)
        {
            return;
        }

        Check(journal);
    }

    /// <summary>A run of the node ended: what it counted stays.</summary>
    /// <param name="wasCut">In the midst of whatever it did: its sums need not agree.</param>
    public void End(SampleJournal? journal, bool wasCut)
    {
        if (journal is null)
        {
            return;
        }

        if (!wasCut)
        {
            Check(journal);
        }

        IsKept = true;
        drops.Note(world.Clock.NowMs, droppedBefore + journal.Dropped);
        droppedBefore = drops.Dropped;
    }

    /// <summary>All has been well for some minutes: from now on nothing may be dropped.</summary>
    public void BeginRest() => droppedAtRest = drops.Dropped;

    /// <summary>All has been well for long: nothing waits for its receipt any more, but what was sent just now.</summary>
    /// <param name="nowMs">The node's monotonic time.</param>
    /// <param name="hasRotted">Its flash lost something: what it finds there late, it drops late.</param>
    public void LookAtRest(SampleJournal? journal, long nowMs, bool hasRotted)
    {
        if (droppedAtRest >= 0 && drops.Dropped > droppedAtRest && !hasRotted)
        {
            world.Break($"all is well again, and {drops.Dropped - droppedAtRest} metrics were dropped");
        }

        if (!IsAtRest(journal, nowMs))
        {
            world.Break($"all is well again, and {journal!.Depth} metrics wait for their receipt, the oldest for {journal.OldestMs(nowMs)} ms");
        }
    }

    /// <summary>Nothing waits for its receipt for longer than it has to.</summary>
    public static bool IsAtRest(SampleJournal? journal, long nowMs) => journal is null || journal.OldestMs(nowMs) <= ReceiptMsMax;

    private void Check(SampleJournal journal)
    {
        IsKept = true;
        drops.Note(world.Clock.NowMs, droppedBefore + journal.Dropped);
        if (journal.Dropped < 0)
        {
            world.Break($"the ledger has dropped {journal.Dropped}, captured {journal.Captured}, confirmed {journal.Confirmed}, depth {journal.Depth}");
        }

        if (journal.Captured != journal.Confirmed + journal.Dropped + journal.Depth)
        {
            world.Break($"the ledger does not add up: captured {journal.Captured}, confirmed {journal.Confirmed}, dropped {journal.Dropped}, depth {journal.Depth}");
        }

        if (journal.Unheld > journal.Confirmed)
        {
            world.Break($"the ledger does not add up: unheld {journal.Unheld} of {journal.Confirmed} confirmed");
        }
    }
}
