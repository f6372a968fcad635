namespace FieldNode.Simulation;

/// <summary>
/// When the node's ledger counted what it dropped. A sample that is missing is covered by something that was dropped after it was taken, and each of these
/// covers one sample: what was dropped before cannot have been that sample.
/// </summary>
internal sealed class DropAccount
{
    private readonly List<(long AtMs, long Dropped)> counts = [];

    /// <summary>Metrics that were dropped so far.</summary>
    public long Dropped { get; private set; }

    /// <summary>The ledger was looked at.</summary>
    /// <param name="atMs">By the run's clock.</param>
    /// <param name="dropped">What it had dropped by then, over all runs of the node.</param>
    public void Note(long atMs, long dropped)
    {
        if (dropped > Dropped)
        {
            counts.Add((atMs, dropped));
            Dropped = dropped;
        }
    }

    /// <summary>How many of the samples that are missing can be what was dropped.</summary>
    /// <param name="takenMs">When they were taken.</param>
    public long Covers(IEnumerable<long> takenMs)
    {
        long covered = 0;
        int at = counts.Count;
        foreach (long taken in takenMs.OrderDescending())
        {
            while (at > 0 && counts[at - 1].AtMs >= taken)
            {
                at--;
            }

            long before = at == 0 ? 0 : counts[at - 1].Dropped;
            covered += Dropped - before > covered ? 1 : 0;
        }

        return covered;
    }
}
