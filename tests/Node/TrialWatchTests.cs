using FieldNode.Cli;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>A trial is confirmed, or waited for. What is taken back is in BadBundleTests.</summary>
public sealed class TrialWatchTests
{
    [Fact]
    public void A_broker_that_is_away_is_waited_for_and_takes_nothing_back()
    {
        (SimNode node, SimUpdate board) = OnTrial(Firmware, FirmwareOffer, fault: MqttFault.ConnectionRefused);
        node.Run(TimeSpan.FromHours(2));
        Assert.True(node.IsRunning);
        Assert.Equal(SlotState.Trial, Record(node).StateOf(0));
        node.Wire.OpenFault = MqttFault.None;
        node.Run(400_000 + ConfirmMs);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
        Assert.Equal(0, board.Choice.Slot);
    }

    [Fact]
    public void A_device_that_did_not_answer_before_needs_not_answer_now()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, early: n => n.Plant.Slave("Boiler").IsSilent = true);
        node.Run(ConfirmMs + 10_000);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
    }

    [Fact]
    public void Births_that_a_host_asks_for_again_and_again_confirm_nothing()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer);
        for (int i = 0; i < 12 && node.IsRunning; i++)
        {
            node.CommandNode(new Host.Protobuf.Metric { Name = "Node Control/Rebirth", BooleanValue = true });
            node.Run(ConfirmMs / 2);
        }

        AssertTakenBack(node, UpdateReason.NeverConfirmed);
    }

    [Fact]
    public void Outputs_stay_as_at_boot_while_something_is_on_trial()
    {
        var pins = new TerminalSettings { Device = "Board", Outputs = [new OutputSettings { Name = "Valve", Pin = 25, Writable = true }] };
        BundleContent content = Firmware;
        (SimNode node, _) = OnTrial(content, FirmwareOffer, settings: s =>
        {
            s.Terminals = pins;
            s.Sparkplug = new SparkplugSettings { Mode = "commands" };
        });
        var write = new Host.Protobuf.Metric { Name = "Valve", BooleanValue = true };
        node.Command("Board", write);
        node.Run(2000);
        Assert.False(node.Node.Tags.GetBool(node.Tag("Valve")));
        node.Run(ConfirmMs + 10_000);
        node.Command("Board", write);
        node.Run(2000);
        Assert.True(node.Node.Tags.GetBool(node.Tag("Valve")));
    }

    [Fact]
    public void Where_births_are_verified_a_trial_is_confirmed_once_all_came_back()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, settings: Verify);
        node.Run(ConfirmMs + 10_000);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
    }

    [Fact]
    public void Where_births_are_verified_one_that_the_broker_drops_confirms_nothing()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, settings: Verify, before: n => n.Broker.Denied.Add("spBv1.0/Plant/DBIRTH/N1/Tank"));
        AssertTakenBack(node, UpdateReason.NeverConfirmed);
    }

    [Fact]
    public void Without_that_nobody_asks_whether_births_came_back()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, before: n => n.Broker.Denied.Add("spBv1.0/Plant/DBIRTH/N1/Tank"));
        node.Run(ConfirmMs + 10_000);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
    }

    [Fact]
    public void A_broker_that_goes_away_in_the_midst_of_a_trial_is_waited_for_and_the_time_online_begins_anew()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer);
        node.Run(ConfirmMs / 2);
        node.Wire.IsCut = true;
        node.Run(TimeSpan.FromHours(3));
        Assert.Equal((true, SlotState.Trial), (node.IsRunning, Record(node).StateOf(0)));
        node.Wire.IsCut = false;
        for (int s = 0; s < 600 && !IsBorn(node); s++)
        {
            node.Run(1000);
        }

        node.Run(ConfirmMs - 3000);
        Assert.Equal(SlotState.Trial, Record(node).StateOf(0));
        node.Run(6000);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
    }

    private static bool IsBorn(SimNode node) => node.Node.Edge.State == Sparkplug.EdgeState.Born && node.Node.Edge.IsBorn;

    private static void Verify(NodeSettings settings) => settings.Sparkplug = new SparkplugSettings { Verify = "echo" };
}
