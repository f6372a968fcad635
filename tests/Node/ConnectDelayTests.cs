using FieldNode.Host.Protobuf;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>The random delay of the first attempt to connect, in a whole node: when it counts, and that nothing is lost by it.</summary>
public sealed class ConnectDelayTests
{
    private const int DelayMs = 60_000;

    [Fact]
    public void Nodes_that_get_their_supply_in_the_same_instant_connect_one_after_the_other_and_each_has_a_place_of_its_own()
    {
        long[] born = [.. Enumerable.Range(1, 24).Select(i => MsUntilBorn(SimNode.OnPlant(settings =>
        {
            settings.Node = "N" + i;
            settings.Broker.ConnectDelayMaxMs = DelayMs;
        })))];
        Assert.InRange(born.Min(), 0, DelayMs / 5);
        Assert.InRange(born.Max(), DelayMs * 4 / 5, DelayMs + 2000);
        Assert.True(born.Select(ms => ms / 1000).Distinct().Count() > 18);
    }

    [Fact]
    public void A_node_without_a_setting_is_born_at_once() => Assert.InRange(MsUntilBorn(SimNode.OnPlant()), 0, 2000);

    [Fact]
    public void A_restart_that_a_host_asked_for_waits_for_nothing_and_a_supply_that_comes_back_does()
    {
        SimNode node = SimNode.OnPlant(settings =>
        {
            Delay(settings);
            settings.Sparkplug = new SparkplugSettings { Mode = "commands", Controls = new ControlSettings { Reboot = true } };
        });
        long firstMs = MsUntilBorn(node);
        Assert.InRange(firstMs, 3000, DelayMs + 2000);
        node.Run(NodeControls.RebootFromMs);
        node.CommandNode(new Metric { Name = "Node Control/Reboot", BooleanValue = true });
        node.Run(3000);
        Assert.Equal(Supervisor.RebootAsked, node.RebootReason);
        Assert.InRange(MsUntilBorn(node.Restart()), 0, 2000);
        node.CutPower();
        Assert.Equal(firstMs, MsUntilBorn(node.Restart())); // the same number: its seed is its name
    }

    [Fact]
    public void A_service_that_was_stopped_and_is_started_again_waits_for_nothing()
    {
        SimNode node = SimNode.OnPlant(Delay);
        MsUntilBorn(node);
        node.Stop().Run(3000);
        Assert.False(node.IsRunning);
        Assert.InRange(MsUntilBorn(node.Restart()), 0, 2000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_read_while_a_node_waits_for_its_turn_arrives_with_its_own_time(bool isStart)
    {
        var rig = new OutageRig(settings =>
        {
            settings.Broker.ConnectDelayMaxMs = DelayMs;
            settings.Node = "Node2"; // which waits long
        });
        if (!isStart)
        {
            MsUntilBorn(rig.Node);
            rig.Node.Wire.Fail(MqttFault.ConnectionLost);
        }

        int sessions = rig.Node.Broker.Messages.Count(message => message.Topic.Contains("NBIRTH"));
        rig.Sample(20);
        Assert.Equal(sessions, rig.Node.Broker.Messages.Count(message => message.Topic.Contains("NBIRTH"))); // it does wait
        rig.Sample(DelayMs / 1000);
        Assert.Equal(sessions + 1, rig.Node.Broker.Messages.Count(message => message.Topic.Contains("NBIRTH")));
        foreach (string name in OutageRig.Names)
        {
            Metric[] got = [.. rig.Got(name).Where(rig.HasOwnTime)];
            Assert.Equal(Enumerable.Range(1, rig.Newest - 1), got.Select(metric => (int)metric.IntValue).Distinct().Order().Where(value => value > 0 && value < rig.Newest));
        }

        Assert.Equal(0, rig.Node.Node.Edge.Journal.Dropped);
    }

    [Fact]
    public void A_trial_waits_for_no_turn_and_the_node_does_again_once_it_is_confirmed()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, before: n => n.CutPower(), settings: settings => settings.Broker.ConnectDelayMaxMs = 200_000,
            early: n => MsUntilBorn(n));
        Assert.True(IsBorn(node));
        node.Wire.Fail(MqttFault.ConnectionLost);
        Assert.InRange(MsUntilBorn(node), 1000, 3000);
        node.Run(ConfirmMs + 10_000);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
        node.Wire.Fail(MqttFault.ConnectionLost);
        Assert.InRange(MsUntilBorn(node), 4000, 202_000);
    }

    [Fact]
    public void A_trial_that_begins_with_a_power_cut_waits_for_no_turn_either()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, settings: settings => settings.Broker.ConnectDelayMaxMs = 200_000, early: n => MsUntilBorn(n));
        node.CutPower();
        Assert.InRange(MsUntilBorn(node.Restart()), 0, 2000);
    }

    private static void Delay(NodeSettings settings) => settings.Broker.ConnectDelayMaxMs = DelayMs;

    private static bool IsBorn(SimNode node) => node.Node.Edge.State == Sparkplug.EdgeState.Born && node.Node.Edge.IsBorn;

    private static long MsUntilBorn(SimNode node)
    {
        long fromMs = node.Clock.NowMs;
        int births = Births(node);
        while (Births(node) == births)
        {
            Assert.True(node.IsRunning && node.Clock.NowMs - fromMs < 1_000_000, "it is not born");
            node.Run(250);
        }

        return node.Clock.NowMs - fromMs;
    }

    private static int Births(SimNode node) => node.Broker.Messages.Count(message => message.Topic.Contains("NBIRTH", StringComparison.Ordinal));
}
