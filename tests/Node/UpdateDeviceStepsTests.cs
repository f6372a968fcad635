using FieldNode.Cli;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>What a trial is held against is on flash before any start can try the bundle, and it is of a run whose field had time to answer.</summary>
public sealed class UpdateDeviceStepsTests
{
    private static readonly BundleContent Settings = SettingsBundle(s => s.HeartbeatMs = 5000);
    private static readonly byte[] Offer = Bundles.Offer(Settings);
    private static readonly byte[] Body = Bundles.Body(Settings);
    private static readonly string LastChunk = $"slot-a.{(Settings.Parts[0].Content.Length - 1) / Manifest.ChunkBytes:D3}";

    [Theory]
    [InlineData(SlotState.Receiving)]
    [InlineData(SlotState.Complete)]
    public void A_bundle_that_the_run_after_a_cut_completes_is_held_against_what_answered(SlotState cutIn)
    {
        (SimNode node, CuttingStore store) = Start();
        node.Stepped = () =>
        {
            bool isThere = Record(node).StateOf(0) == cutIn && store.Below.Files.ContainsKey(LastChunk);
            if (isThere)
            {
                store.Cut(); // all of it is on flash, and nobody has verified it
            }
        };
        new UpdateHost(node).Deliver(Offer, Body, 7);
        Assert.Equal((false, cutIn), (node.IsRunning, Record(node).StateOf(0)));
        node.Stepped = null;

        node.Restart().Run(2 * UpdateDevice.FieldMs);
        Assert.Equal((5, SlotState.Verified), (node.RebootReason, Record(node).StateOf(0)));
        node.Plant.Slave("Boiler").IsSilent = true;
        node.Restart().Run(3000);
        AssertTakenBack(node, UpdateReason.FieldLost);
    }

    [Fact]
    public void What_answers_is_on_flash_before_the_record_says_that_the_bundle_may_be_tried()
    {
        (SimNode node, CuttingStore store) = Start();
        new UpdateHost(node).Deliver(Offer, Body, 7);
        string[] written = [.. store.Log!.Select(one => one.Name)];
        int verified = Array.FindLastIndex(written, name => name.StartsWith("update.", StringComparison.Ordinal));
        Assert.InRange(Array.FindLastIndex(written, name => name.StartsWith("update-field.", StringComparison.Ordinal)), 0, verified - 1);
    }

    [Fact]
    public void A_bundle_whose_field_cannot_be_written_down_is_not_tried()
    {
        (SimNode node, CuttingStore store) = Start();
        node.Stepped = () => store.Full |= Record(node).StateOf(0) == SlotState.Receiving && store.Below.Files.ContainsKey(LastChunk);
        UpdateHost host = new UpdateHost(node).Deliver(Offer, Body, 7);
        Assert.Equal((true, UpdateReason.StoreFailed), (node.IsRunning, host.Reason));
        Assert.NotEqual(SlotState.Verified, Record(node).StateOf(0));
    }

    private static (SimNode Node, CuttingStore Store) Start()
    {
        var store = new CuttingStore(Bench()) { Log = [] };
        SimNode node = SimNode.OnPlant(s => s.Update = new UpdateSettings { ConfirmMs = ConfirmMs, TrialMs = TrialMs }, new SimOptions { Update = new SimUpdate(), Store = store });
        return (node.Run(8000), store);
    }
}
