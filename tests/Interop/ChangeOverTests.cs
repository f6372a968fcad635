using System.Diagnostics;
using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>A node with two brokers: one dies, the way to one is cut, or the primary host is at the other.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the slave is on a pseudo-terminal
public sealed class ChangeOverTests
{
    [Theory(Timeout = 400_000)]
    [InlineData(Brokers.Mosquitto, Brokers.Mosquitto)]
    [InlineData(Brokers.Mosquitto, Brokers.RabbitMq)]
    public async Task A_node_whose_broker_is_killed_is_born_at_the_other_one_within_3_s_and_comes_back_when_that_one_is_killed(
        string first, string second)
    {
        await using var sites = new TwoSites();
        IBroker home = Brokers.Create(first, sites.First);
        IBroker other = Brokers.Create(second, sites.Second);
        await other.StartAsync();
        await home.StartAsync();
        await sites.First.ListenAsync();
        await sites.Second.ListenAsync();
        var counter = new Counter(sites.First);
        PeerProcess node = StartNode(sites, counter);
        await sites.First.HearUntilAsync(() => Counter.ShownAt(sites.First) == 0, "births at the first broker", node, 60);
        await counter.CountWithAsync(sites.First, 5, node);
        Assert.Empty(sites.Second.Heard);
        int bdSeq = BdSeq(sites.First);

        var yardstick = new Yardstick(sites.Second);
        long killed = Stopwatch.GetTimestamp();
        await home.KillAsync();
        counter.Count(); // for no host to hear of but by births
        counter.Count();
        await sites.Second.HearUntilAsync(() => Counter.ShownAt(sites.Second) == counter.Value, "births at the second broker", node, 60);
        Print($"{first} killed; {second} shows the newest value {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.000} s later");
        ChangeOver over = ChangeOver.LastIn(node.Output);
        over.AssertWithin3s(await yardstick.EndAsync(), node.Output);
        Assert.Equal(bdSeq + 1, over.BdSeq);
        AssertBornFirst(sites.Second, over.BdSeq);
        await AssertToldAsync(sites.Second, node);
        await counter.CountWithAsync(sites.Second, 5, node);

        // And back. By now the back-off has a history, so the way may take longer.
        await home.StartAsync();
        await sites.First.ListenAsync();
        int heard = sites.First.Heard.Count;
        await other.KillAsync();
        counter.Count();
        await sites.First.HearUntilAsync(() => Counter.ShownAt(sites.First) == counter.Value, "births back at the first broker", node, 90);
        over = ChangeOver.LastIn(node.Output);
        Print($"{second} killed: {over}");
        Assert.Equal(bdSeq + 2, over.BdSeq);
        Assert.Equal(MessageType.NBirth, sites.First.Heard[heard].Message.Parts?.Type);
        await counter.CountWithAsync(sites.First, 3, node);
        Assert.Equal(0, sites.First.Model.Faults);
        Assert.Equal(0, sites.Second.Model.Faults);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_node_whose_way_to_the_broker_is_cut_is_dead_there_by_its_will_and_born_at_the_other_one()
    {
        string socat = Peers.Program("socat");
        await using var sites = new TwoSites();
        await MosquittoBroker.StartAsync(sites.First);
        await MosquittoBroker.StartAsync(sites.Second);
        await sites.First.ListenAsync();
        await sites.Second.ListenAsync();
        int wayPort = TestPort.Take();
        PeerProcess way = StartWay(sites.First, socat, wayPort);
        await Peers.WaitForPortAsync(wayPort, way);
        var counter = new Counter(sites.First);
        PeerProcess node = StartNode(sites, counter, firstPort: wayPort);
        await sites.First.HearUntilAsync(() => Counter.ShownAt(sites.First) == 0, "births at the first broker", node, 60);
        await counter.CountWithAsync(sites.First, 5, node);
        int bdSeq = BdSeq(sites.First);

        way.Kill();
        counter.Count();
        await sites.First.HearUntilAsync(() => sites.First.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "the will", node);
        Assert.Equal((ulong)bdSeq, sites.First.Heard[^1].Message.BdSeq);
        Assert.False(sites.First.Model.Find(Stage.Group, Stage.NodeName)!.Online);
        Assert.Equal(counter.Value - 1, Counter.ShownAt(sites.First)); // all that was counted before is there
        await sites.Second.HearUntilAsync(() => Counter.ShownAt(sites.Second) == counter.Value, "births at the second broker", node, 60);
        Print($"way cut: {ChangeOver.LastIn(node.Output)}");
        AssertBornFirst(sites.Second, bdSeq + 1);

        // A way that is there again is no reason to leave.
        int heard = sites.First.Heard.Count;
        way = StartWay(sites.First, socat, wayPort);
        await Peers.WaitForPortAsync(wayPort, way);
        await counter.CountWithAsync(sites.Second, 10, node);
        await sites.First.HearUntilAsync(() => true, "anything", node);
        Assert.Equal(heard, sites.First.Heard.Count);
        Assert.Equal(0, sites.First.Model.Faults);
        Assert.Equal(0, sites.Second.Model.Faults);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_node_goes_to_the_broker_at_which_its_primary_host_is_online_and_follows_it()
    {
        await using var sites = new TwoSites();
        PeerProcess home = await MosquittoBroker.StartAsync(sites.First);
        await MosquittoBroker.StartAsync(sites.Second);
        await sites.First.ListenAsync();
        await sites.Second.ListenAsync();
        await using ScadaHost atSecond = await ScadaHost.StartAsync(sites.Second);
        var counter = new Counter(sites.First);
        PeerProcess node = StartNode(
            sites, counter, new PrimaryHostSettings { Id = ScadaHost.Id, WaitMs = 1000, BirthDelayMaxMs = 0 });

        // Nothing is known of the host at the first broker: the node was there, and was not born.
        await sites.Second.HearUntilAsync(() => Counter.ShownAt(sites.Second) == 0, "births where the host is", node, 60);
        Assert.Contains($" as {Stage.Group}-{Stage.NodeName} ", home.Output, StringComparison.Ordinal);
        await sites.First.HearUntilAsync(() => true, "anything", node);
        Assert.Empty(sites.First.Heard);
        Assert.Contains("the primary host is online at broker 2", node.Output, StringComparison.Ordinal);
        int bdSeq = BdSeq(sites.Second);
        await counter.CountWithAsync(sites.Second, 3, node);

        // The host moves. What the node owes the old broker is an NDEATH of its own: its will goes with the DISCONNECT.
        await using ScadaHost atFirst = await ScadaHost.StartAsync(sites.First);
        await atSecond.LeaveAsync();
        await sites.First.HearUntilAsync(() => Counter.ShownAt(sites.First) == counter.Value, "births where the host is now", node, 60);
        Print($"primary host moved: {ChangeOver.LastIn(node.Output)}");
        await sites.Second.HearUntilAsync(() => sites.Second.Heard[^1].Message.Parts?.Type == MessageType.NDeath, "NDEATH", node);
        Assert.Equal((ulong)bdSeq, sites.Second.Heard[^1].Message.BdSeq);
        Assert.Single(sites.Second.Heard, h => h.Message.Parts?.Type == MessageType.NDeath);
        Assert.Equal(bdSeq + 1, BdSeq(sites.First));
        await counter.CountWithAsync(sites.First, 3, node);
        Assert.Equal(0, sites.First.Model.Faults);
        Assert.Equal(0, sites.Second.Model.Faults);
    }

    private static PeerProcess StartNode(TwoSites sites, Counter counter, PrimaryHostSettings? host = null, int firstPort = 0) =>
        sites.StartNode(
            counter.Lines, Counter.Devices, new SparkplugSettings { HealthPeriodMs = 1000, PrimaryHost = host }, firstPort);

    /// <summary>The cable between the node and its broker.</summary>
    private static PeerProcess StartWay(Stage stage, string socat, int port) => stage.Own(PeerProcess.Start(
        socat, [$"TCP-LISTEN:{port},bind=127.0.0.1,fork,reuseaddr", $"TCP:127.0.0.1:{stage.Port}"]));

    private static int BdSeq(Stage stage) => (int)stage.Model.Find(Stage.Group, Stage.NodeName)!.BdSeq!.Value;

    private static void AssertBornFirst(Stage stage, int bdSeq)
    {
        Assert.Equal(MessageType.NBirth, stage.Heard[0].Message.Parts?.Type);
        Assert.Equal((ulong)bdSeq, stage.Heard[0].Message.BdSeq);
        Assert.Equal(0UL, stage.Heard[0].Message.Seq);
    }

    /// <summary>
    /// What the node sampled between two sessions comes later, as history, and not in silence: its counters say that there was a
    /// gap, as the next bdSeq does.
    /// </summary>
    private static Task AssertToldAsync(Stage stage, PeerProcess node) => stage.HearUntilAsync(
        () => stage.Model.Find(Stage.Group, Stage.NodeName)!.Own is { } own
            && own.Find("Node/Reconnects")?.Value is 1L && own.Find("Node/Connects failed")?.Value is >= 1L,
        "the node's own account of its loss", node);

    private static void Print(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
