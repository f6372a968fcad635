using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Update;
using FieldNode.Update.Tests;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>Bundles whose signature is right, and that are no good: the node has what it had before, and a metric says why.</summary>
public sealed class BadBundleTests
{
    [Fact]
    public void A_bundle_that_verifies_but_crashes_at_start_is_rolled_back_and_the_reason_is_a_metric() => AssertTriedThrice(RunEnd.Exception, UpdateReason.Crashed);

    [Fact]
    public void A_bundle_that_verifies_but_hangs_is_rolled_back_and_the_reason_is_a_metric() => AssertTriedThrice(RunEnd.Hang, UpdateReason.Hung);

    [Fact]
    public void A_bundle_that_verifies_but_loses_its_supply_again_and_again_is_rolled_back_and_the_reason_is_a_metric() =>
        AssertTriedThrice(RunEnd.Unmarked, UpdateReason.NeverConfirmed);

    [Fact]
    public void A_bundle_that_verifies_but_never_gets_online_is_rolled_back_and_the_reason_is_a_metric()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, fault: MqttFault.TlsOwnCertificate);
        AssertTakenBack(node, UpdateReason.NeverOnline);
    }

    [Fact]
    public void A_bundle_that_verifies_but_kills_a_field_bus_is_rolled_back_and_the_reason_is_a_metric()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, before: n => n.Plant.Slave("Boiler").IsSilent = true);
        AssertTakenBack(node, UpdateReason.FieldLost);
    }

    [Fact]
    public void A_bundle_that_verifies_but_has_bad_settings_is_refused_before_a_trial_and_the_reason_is_a_metric()
    {
        BundleContent content = SettingsBundle(s => s.HeartbeatMs = 1);
        SimNode node = Begin(null);
        UpdateHost host = new UpdateHost(node).Deliver(Bundles.Offer(content), Bundles.Body(content), 7);
        Assert.True(node.IsRunning);
        Assert.Equal((UpdateState.Idle, UpdateReason.BadSettings), (host.State, host.Reason));
        Assert.Equal(SlotState.Rejected, Record(node).StateOf(0));
    }

    [Fact]
    public void A_bundle_that_verifies_but_has_settings_of_another_place_is_rolled_back_and_the_reason_is_a_metric()
    {
        BundleContent content = SettingsBundle(s => s.Broker.Host = "elsewhere");
        (SimNode node, SimUpdate board) = OnTrial(content, Bundles.Offer(content), fault: MqttFault.NameNotFound);
        AssertTakenBack(node, UpdateReason.NeverOnline);
        Assert.Empty(board.Adopted);
    }

    // Each start is counted before it begins, so the fourth is that of what was before.
    private static void AssertTriedThrice(RunEnd end, UpdateReason why)
    {
        (SimNode node, SimUpdate board) = OnTrial(Firmware, FirmwareOffer);
        for (int start = 0; start < 3; start++)
        {
            Assert.True(board.Choice.IsTrial);
            board.Run.Mark(end);
            node.Restart().Run(3000);
        }

        Assert.False(board.Choice.IsTrial);
        var host = new UpdateHost(node);
        Assert.Equal((UpdateState.Idle, why, 0), (host.State, host.Reason, host.Number("Slot")));
    }
}
