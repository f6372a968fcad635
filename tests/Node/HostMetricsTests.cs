using System.Text;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.NodeTests;

public sealed class HostMetricsTests
{
    private const string Topic = "spBv1.0/STATE/SCADA";
    private static readonly string[] Names = ["Node/Rebirths refused", "Node/Server", "Node/Host/Times offline", "Node/Host/STATE refused"];

    [Theory]
    [InlineData(false, false, new int[0])]
    [InlineData(false, true, new[] { 0, 1 })]
    [InlineData(true, false, new[] { 0, 2, 3 })]
    [InlineData(true, true, new[] { 0, 1, 2, 3 })]
    public void A_node_tells_what_it_has_a_primary_host_or_other_brokers_for(bool hasHost, bool hasOthers, int[] told)
    {
        SimNode rig = Node(hasHost, hasOthers);
        State(rig, true);
        rig.Run(5000);
        Metric[] birth = [.. rig.Payloads("NBIRTH/N1").Single().Metrics];
        Assert.Equal(told.Select(i => Names[i]), birth.Select(m => m.Name).Where(Names.Contains));
        Assert.All(birth.Where(m => Names.Contains(m.Name)), m =>
        {
            Assert.Equal(m.Name == "Node/Server" ? 3u : 4u, m.Datatype);
            Assert.Equal(m.Name == "Node/Server" ? 1 : 0, rig.Counter(m.Name));
        });
    }

    [Fact]
    public void Each_time_that_the_host_goes_is_counted_once_whatever_it_repeats()
    {
        SimNode rig = Node(true, false);
        for (int i = 0; i < 3; i++)
        {
            State(rig, false);
            rig.Run(1000);
            State(rig, true);
            rig.Run(5000);
            State(rig, true);
            rig.Run(1000);
        }

        State(rig, false);
        rig.Run(12_000);
        Assert.Equal(3, rig.Counter("Node/Host/Times offline")); // the first was never online
    }

    [Fact]
    public void A_STATE_from_the_future_and_one_that_is_none_are_counted()
    {
        SimNode rig = Node(true, false);
        State(rig, true);
        rig.Run(3000);
        State(rig, false, aheadMs: 3_600_000);
        rig.Broker.Publish(Topic, Encoding.UTF8.GetBytes("ONLINE"), retain: true);
        rig.Run(3000);
        Assert.Equal(2, rig.Counter("Node/Host/STATE refused"));
        Assert.Equal(0, rig.Counter("Node/Host/Times offline"));
        Assert.True(rig.Node.Edge.IsBorn);
    }

    [Fact]
    public void The_server_is_the_one_that_the_births_went_to()
    {
        SimNode rig = Node(false, true, new ControlSettings { NextServer = true }).Run(40_000);
        rig.CommandNode(new Metric { Name = "Node Control/Next Server", BooleanValue = true });
        rig.Run(3000);
        Assert.Equal((1, 2), (rig.Broker.Server, rig.Counter("Node/Server")));
        Assert.Equal(2u, OfNode(rig, "Node/Server").IntValue);
    }

    [Fact]
    public void Rebirths_that_were_refused_are_told()
    {
        SimNode rig = Node(false, true).Run(3000);
        for (int i = 0; i < 11; i++)
        {
            rig.CommandNode(new Metric { Name = "Node Control/Rebirth", BooleanValue = true });
            rig.Run(100);
        }

        rig.Run(3000);
        Assert.Equal(3ul, OfNode(rig, "Node/Rebirths refused").LongValue);
    }

    private static SimNode Node(bool hasHost, bool hasOthers, ControlSettings? controls = null) => SimNode.OnPlant(s =>
    {
        s.OtherBrokers = hasOthers ? [new OtherBrokerSettings { Host = "second" }] : null!;
        s.Sparkplug = new SparkplugSettings
        {
            Mode = "commands", HealthPeriodMs = 1000, Controls = controls!,
            PrimaryHost = hasHost ? new PrimaryHostSettings { Id = "SCADA", BirthDelayMaxMs = 0 } : null!,
        };
    }).Run(1000);

    private static void State(SimNode rig, bool online, long aheadMs = 0) => rig.Broker.Publish(
        Topic, Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{rig.Utc + aheadMs}}}"""), retain: true);

    private static Metric OfNode(SimNode rig, string name)
    {
        Metric birth = rig.Payloads("NBIRTH/N1").Last().Metrics.Single(m => m.Name == name);
        return rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics).LastOrDefault(m => m.Alias == birth.Alias && !m.IsHistorical) ?? birth;
    }
}
