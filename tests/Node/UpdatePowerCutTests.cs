using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.NodeTests;

/// <summary>
/// The supply is cut at every write and deletion of a whole update: the shipped node takes the bundle from its broker, is tried, and confirmed. Each
/// start after a cut runs what verifies, with its keys, and the update comes to its end.
/// </summary>
public sealed class UpdatePowerCutTests
{
    private const int ConfirmMs = 10_000;
    private const int StartsMax = 8;
    private static readonly BundleContent Seven = Bundles.Firmware() with { Parts = [.. Bundles.Firmware().Parts.Take(1)] };
    private static readonly byte[] Offer = Bundles.Offer(Seven);
    private static readonly byte[] Body = Bundles.Body(Seven);

    [Fact]
    public void A_cut_at_any_operation_of_a_whole_update_bricks_nothing()
    {
        (SimNode whole, SimUpdate board, CuttingStore store) = Make();
        int before = store.Writes;
        Assert.Null(Live(whole, board));
        int operations = store.Writes - before;
        int cuts = 0;
        int bricked = 0;
        foreach (Remains remains in Enum.GetValues<Remains>())
        {
            Parallel.For(0, operations, cut =>
            {
                (SimNode node, SimUpdate cutBoard, CuttingStore flash) = Make(cut, remains);
                string? fault = Live(node, cutBoard);
                Interlocked.Add(ref cuts, flash.IsCut || flash.CutAtWrite < 0 ? 1 : 0);
                Interlocked.Add(ref bricked, fault is null ? 0 : 1);
                Assert.True(fault is null, $"cut at {cut} of {operations}, {remains}: {fault}");
            });
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"operations={operations} cuts={cuts} bricked={bricked}");
        Assert.Equal((operations * 4, 0), (cuts, bricked));
    }

    private static (SimNode Node, SimUpdate Board, CuttingStore Store) Make(int cut = -1, Remains remains = Remains.Former)
    {
        var board = new SimUpdate();
        var store = new CuttingStore(TrialRig.Bench());
        SimNode node = SimNode.OnPlant(s => s.Update = new UpdateSettings { ConfirmMs = ConfirmMs, TrialMs = 60_000 }, new SimOptions { Update = board, Store = store });
        (store.CutAtWrite, store.Remains) = (cut < 0 ? cut : store.Writes + cut, remains);
        return (node, board, store);
    }

    // Goes on from wherever it is until the bundle is confirmed; returns what is wrong with any start.
    private static string? Live(SimNode node, SimUpdate board)
    {
        for (int start = 0; start < StartsMax; start++)
        {
            if (Fault(node, board) is { } fault)
            {
                return fault;
            }

            node.Run(3000);
            if (new UpdateRecord(node.Store).Current == 0)
            {
                return board.Choice.Slot == 0 || !node.IsRunning ? null : "confirmed, and the factory runs";
            }

            if (node.IsRunning && board.Choice.IsTrial)
            {
                node.Run(ConfirmMs + 5000);
            }
            else if (node.IsRunning)
            {
                new UpdateHost(node).Deliver(Offer, Body, 7, 60_000);
            }

            if (node.IsRunning && new UpdateRecord(node.Store).Current == 0)
            {
                return null;
            }

            Restart(node);
        }

        return "it comes to no end";
    }

    // The loader writes, too: the supply may go before there is a node.
    private static void Restart(SimNode node)
    {
        try
        {
            node.Restart();
        }
        catch (PowerCut)
        {
            node.Restart();
        }
    }

    private static string? Fault(SimNode node, SimUpdate board)
    {
        if (new UpdateKeys(node.Store).ReadOwn() is null || new UpdateKeys(node.Store).ReadTrusted() is null)
        {
            return "its keys are gone";
        }

        return board.Choice.Slot == UpdateRecord.Factory || board.Choice.Firmware.PartOf(0).AsSpan().SequenceEqual(Seven.Parts[0].Content)
            ? null : "what runs is not what was signed";
    }
}
