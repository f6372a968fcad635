namespace FieldNode.Interop.Tests;

/// <summary>Two mosquittos with the files of <c>fieldnode broker</c>: one in the plant, and one in the DMZ that the first has a bridge to.</summary>
public sealed class BridgeTests
{
    private const string Space = "spBv1.0/kiln";

    [Fact(Timeout = 120_000)]
    public async Task Births_and_data_go_up_STATE_comes_down_retained_and_no_command_passes_either_broker()
    {
        string program = Peers.Program("mosquitto");
        await using BenchSite site = await BenchSite.CreateAsync(
            "node node-a --group kiln", "node node-b --group other", "host historian", "maintenance desk", "bridge up --only-group kiln",
            "writer scada --device kiln/node-a/Valves --rebirth --host-id SCADA");
        int above = TestPort.Take();
        await site.BrokerAsync("dmz", $"--bridged --port {above}");
        await site.BrokerAsync("plant", $"--port {site.Port} --bridge-to localhost:{above} --bridge up");
        PeerProcess dmz = site.Own(PeerProcess.Start(program, ["-v", "-c", site.In("dmz", "mosquitto.conf")]));
        await Peers.WaitForPortAsync(above, dmz);
        PeerProcess plant = site.Own(PeerProcess.Start(program, ["-v", "-c", site.In("plant", "mosquitto.conf")]));
        await Peers.WaitForPortAsync(site.Port, plant);

        BenchClient historian = site.Client("historian");
        await historian.MustConnectAsync(above);
        await historian.SubscribeAsync("spBv1.0/#");
        BenchClient node = site.Client("node-a");
        await node.MustConnectAsync(site.Port);
        foreach (string command in new[] { $"{Space}/NCMD/node-a", $"{Space}/DCMD/node-a/+", "spBv1.0/STATE/+" })
        {
            await node.SubscribeAsync(command);
        }
        BenchClient other = site.Client("node-b");
        await other.MustConnectAsync(site.Port);
        await Wait.UntilAsync(() => dmz.Output.Contains("as up", StringComparison.Ordinal), 30, () => "the bridge; " + plant.Output + dmz.Output);

        // The bridge was there a moment ago; what it was told before that is lost, as QoS 0 has it. So the node says it until it arrives.
        for (int tries = 0; !historian.Heard.Contains(($"{Space}/NBIRTH/node-a", "birth")); tries++)
        {
            Assert.True(tries < 300, "the birth; " + plant.Output + dmz.Output);
            await node.PublishAsync($"{Space}/NBIRTH/node-a", "birth");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        // From above: whoever it is, no command comes down. STATE does.
        foreach (string who in new[] { "historian", "desk", "scada" })
        {
            BenchClient client = who == "historian" ? historian : site.Client(who);
            if (!client.IsConnected)
            {
                await client.MustConnectAsync(above);
            }
            foreach (string topic in new[] { $"{Space}/NCMD/node-a", $"{Space}/DCMD/node-a/Valves", $"{Space}/DCMD/node-a/Update", $"{Space}/NDATA/node-a" })
            {
                await client.PublishAsync(topic, who);
            }
            await client.PublishAsync("spBv1.0/STATE/SCADA", who);
        }
        await Wait.UntilAsync(() => node.Heard.Contains(("spBv1.0/STATE/SCADA", "scada")), 30, () => "STATE; " + plant.Output + dmz.Output);

        // A group that the bridge is not for stays below, and so does a command of the plant's own writer, which reaches its device.
        BenchClient below = site.Client("scada", "scada");
        await below.MustConnectAsync(site.Port);
        await other.PublishAsync("spBv1.0/other/NBIRTH/node-b", "birth");
        await below.PublishAsync($"{Space}/DCMD/node-a/Valves", "open");
        await Wait.UntilAsync(() => node.Heard.Contains(($"{Space}/DCMD/node-a/Valves", "open")), 30, () => "the command; " + plant.Output);
        await node.PublishAsync($"{Space}/NDATA/node-a", "last");
        await Wait.UntilAsync(() => historian.Heard.Contains(($"{Space}/NDATA/node-a", "last")), 30, () => "the end; " + plant.Output + dmz.Output);

        Assert.Equal([("spBv1.0/STATE/SCADA", "scada"), ($"{Space}/DCMD/node-a/Valves", "open")], node.Heard);
        Assert.Equal(
            [($"{Space}/NBIRTH/node-a", "birth"), ("spBv1.0/STATE/SCADA", "scada"), ($"{Space}/NDATA/node-a", "last")], historian.Heard.Distinct());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_nodes_certificate_says_nothing_at_the_broker_above()
    {
        string program = Peers.Program("mosquitto");
        await using BenchSite site = await BenchSite.CreateAsync("node node-a --group kiln", "host historian", "bridge up");
        await site.BrokerAsync("dmz", $"--bridged --port {site.Port}");
        PeerProcess dmz = site.Own(PeerProcess.Start(program, ["-v", "-c", site.In("dmz", "mosquitto.conf")]));
        await Peers.WaitForPortAsync(site.Port, dmz);
        BenchClient historian = site.Client("historian");
        await historian.MustConnectAsync(site.Port);
        await historian.SubscribeAsync("spBv1.0/#");
        BenchClient stolen = site.Client("node-a");
        await stolen.MustConnectAsync(site.Port);
        await stolen.SubscribeAsync("spBv1.0/#");
        await stolen.PublishAsync($"{Space}/NBIRTH/node-a", "forged");
        BenchClient bridge = site.Client("up", "up");
        await bridge.MustConnectAsync(site.Port);
        await bridge.PublishAsync($"{Space}/NDATA/node-a", "true");
        await Wait.UntilAsync(() => historian.Heard.Count > 0, 30, () => dmz.Output);
        Assert.Equal([($"{Space}/NDATA/node-a", "true")], historian.Heard);
        Assert.Empty(stolen.Heard);
    }
}
