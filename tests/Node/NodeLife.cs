using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.NodeTests;

/// <summary>
/// A whole node that gets bundles until the last one is taken back, since a device does not answer with it. The supply goes at one operation on flash, and the
/// node goes on from there to the same end. Which bundles it gets, and what has to hold at each start, each life says for itself.
/// </summary>
internal abstract class NodeLife
{
    private const string Device = "Boiler";
    private const int ConfirmMs = 10_000;
    private const int TrialMs = 20_000;
    private const int CopyMs = 65_000; // what was confirmed is copied once a minute
    private const int StartsMax = 20;

    private readonly int last;

    /// <summary>A node on the simulated plant.</summary>
    /// <param name="store">Its flash.</param>
    /// <param name="last">Number of the bundle that is taken back.</param>
    protected NodeLife(CuttingStore store, int last)
    {
        this.last = last;
        Store = store;
        Node = SimNode.OnPlant(TakeUpdates, new SimOptions { Update = Board, Store = store, KeepsLog = false });
    }

    protected CuttingStore Store { get; }

    protected SimUpdate Board { get; } = new() { AdoptsToFlash = true };

    protected SimNode Node { get; }

    /// <summary>Runs it without a cut.</summary>
    /// <returns>Its operations on flash, from its first start on.</returns>
    protected IReadOnlyList<FlashOperation> RunWhole()
    {
        int before = Store.Writes;
        string? fault = Live();
        return fault is null ? Store.Log![before..] : throw new InvalidOperationException(fault);
    }

    /// <summary>Runs it with a cut.</summary>
    /// <param name="operation">The one that the supply does not outlast, from 0.</param>
    /// <param name="remains">What is left of its file.</param>
    /// <param name="losesOrder">The operation before it comes undone, too.</param>
    /// <returns>What is wrong with a start after it, or with the end; null: nothing.</returns>
    protected string? RunCut(int operation, Remains remains, bool losesOrder)
    {
        (Store.CutAtWrite, Store.Remains, Store.LosesOrder) = (Store.Writes + operation, remains, losesOrder);
        string? fault = Live();
        return Store.CutAtWrite >= 0 ? "there was no cut" : fault;
    }

    /// <summary>Settings by which the node takes updates, with times for trials that a life lasts through.</summary>
    protected static void TakeUpdates(NodeSettings settings) => settings.Update = new UpdateSettings { ConfirmMs = ConfirmMs, TrialMs = TrialMs };

    /// <summary>Gives the running node the next bundle.</summary>
    /// <param name="lowest">The number below which it takes none.</param>
    protected abstract void Deliver(int lowest);

    /// <summary>What is wrong with this start, or null.</summary>
    protected abstract string? FaultNow();

    /// <summary>What is wrong with the end, or null.</summary>
    protected abstract string? EndFault();

    /// <summary>Time in which what was confirmed is copied to where the board has its own.</summary>
    protected void AwaitCopy() => Node.Run(CopyMs);

    // Goes on from wherever flash is.
    private string? Live()
    {
        for (int start = 0; start < StartsMax; start++)
        {
            if (FaultNow() is { } fault)
            {
                return fault;
            }

            Node.Run(3000);
            if (Node.IsRunning && IsOver)
            {
                return !Node.Node.Edge.IsBorn ? "it is not born at the end" : EndFault();
            }

            if (Node.IsRunning && Board.Choice.IsTrial)
            {
                Try();
            }
            else if (Node.IsRunning)
            {
                Deliver(new UpdateRecord(Store).Lowest);
            }

            Restart();
        }

        var record = new UpdateRecord(Store);
        return $"it comes to no end: {string.Join(", ", Enumerable.Range(0, UpdateRecord.Slots).Select(record.StateOf))}, {record.Lowest}";
    }

    private bool IsOver => !Board.Choice.IsTrial && new UpdateRecord(Store) is var record
        && Enumerable.Range(0, UpdateRecord.Slots).Any(slot => record.StateOf(slot) == SlotState.Rejected && record.SequenceOf(slot) == last && record.StartsOf(slot) > 0);

    private void Try()
    {
        var record = new UpdateRecord(Store);
        bool isLast = Enumerable.Range(0, UpdateRecord.Slots).Any(slot => record.StateOf(slot) == SlotState.Trial && record.SequenceOf(slot) == last);
        Node.Plant.Slave(Device).IsSilent = isLast;
        Node.Run(isLast ? 3 * TrialMs : ConfirmMs + 10_000);
        Node.Plant.Slave(Device).IsSilent = false;
    }

    // Loader and start write, too.
    private void Restart()
    {
        try
        {
            Node.Restart();
        }
        catch (PowerCut)
        {
            Node.Restart();
        }
    }
}
