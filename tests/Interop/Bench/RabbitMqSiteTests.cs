namespace FieldNode.Interop.Tests;

/// <summary>
/// What RabbitMQ delivers with the files of <c>fieldnode broker rabbitmq</c>. It ends the connection of who publishes or subscribes what is
/// not his. One test, for it takes long to start.
/// </summary>
public sealed class RabbitMqSiteTests
{
    private const string A = "node-a";
    private const string B = "node b";
    private const string Space = $"spBv1.0/{BenchSite.Group}";

    [Fact(Timeout = 600_000)]
    public async Task Everybody_does_what_is_his_and_nothing_else_and_who_is_revoked_is_out()
    {
        RabbitMqBroker.Program();
        await using BenchSite site = await BenchSite.CreateAsync(
            $"node {A} --group kiln", "node node-c --group other", "host historian", "maintenance bench --only-group kiln",
            $"writer scada --device kiln/{A}/Valves --rebirth --host-id SCADA", $"node \"{B}\" --group kiln");
        BenchRabbitMq broker = site.Own(new BenchRabbitMq(site));
        await broker.StartAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.SecondPort);
        await host.SubscribeAsync("spBv1.0/#");

        await EachDoesWhatIsHisAsync(site, host, broker);
        int heard = host.Heard.Count;
        await NobodyDoesWhatIsAnothersAsync(site, host, broker);
        Assert.DoesNotContain(host.Heard.Skip(heard), h => h.Text == "forged");
        await WhoIsRevokedIsOutAsync(site, broker);
    }

    private static async Task EachDoesWhatIsHisAsync(BenchSite site, BenchClient host, BenchRabbitMq broker)
    {
        BenchClient a = site.Client(A);
        await a.MustConnectAsync(site.Port, $"{Space}/NDEATH/{A}");
        await a.SubscribeAsync($"{Space}/NCMD/{A}");
        await a.SubscribeAsync($"{Space}/DCMD/{A}/#"); // as a node does
        await a.SubscribeAsync("spBv1.0/STATE/SCADA");
        Assert.True(await a.PublishAsync($"{Space}/NBIRTH/{A}", "own"), broker.Output);
        Assert.True(await a.PublishAsync($"{Space}/DDATA/{A}/d", "own"), broker.Output);
        BenchClient scada = site.Client("scada");
        await scada.MustConnectAsync(site.Port);
        foreach (string topic in new[] { $"{Space}/DCMD/{A}/Valves", $"{Space}/NCMD/{A}", "spBv1.0/STATE/SCADA" })
        {
            Assert.True(await scada.PublishAsync(topic, "scada"), broker.Output);
        }
        BenchClient bench = site.Client("bench");
        await bench.MustConnectAsync(site.Port);
        Assert.True(await bench.PublishAsync($"{Space}/DCMD/{A}/Update", "bench"), broker.Output);
        await HeardAsync(a, $"{Space}/DCMD/{A}/Update", broker);
        Assert.Equal([$"{Space}/DCMD/{A}/Valves", $"{Space}/NCMD/{A}", "spBv1.0/STATE/SCADA", $"{Space}/DCMD/{A}/Update"], a.Heard.Select(h => h.Topic));
        a.Break();
        await HeardAsync(host, $"{Space}/NDEATH/{A}", broker);
    }

    private static async Task NobodyDoesWhatIsAnothersAsync(BenchSite site, BenchClient host, BenchRabbitMq broker)
    {
        (string Who, string Topic)[] tries =
        [
            (B, $"{Space}/NBIRTH/{A}"), (B, $"{Space}/NDATA/{A}"), (B, $"{Space}/DDATA/{A}/d"), (B, $"{Space}/NCMD/{A}"), (B, $"{Space}/DCMD/{A}/Update"),
            (B, $"spBv1.0/other/NDATA/{B}"), (B, "spBv1.0/STATE/SCADA"),
            ("historian", $"{Space}/NCMD/{A}"), ("historian", "spBv1.0/STATE/SCADA"),
            ("bench", $"{Space}/DCMD/{A}/Valves"), ("bench", $"{Space}/NCMD/{A}"), ("bench", "spBv1.0/other/DCMD/node-c/Update"),
            ("scada", $"{Space}/DCMD/{A}/Update"), ("scada", $"{Space}/DCMD/{A}/Pumps"), ("scada", "spBv1.0/STATE/other"),
        ];
        foreach ((string who, string topic) in tries)
        {
            BenchClient client = site.Client(who, $"try-{Guid.NewGuid():N}");
            await client.MustConnectAsync(site.Port);
            Assert.False(await client.PublishAsync(topic, "forged"), $"{who} published {topic}");
        }
        BenchClient forger = site.Client(B, "forger");
        await forger.MustConnectAsync(site.Port, $"{Space}/NDEATH/{A}");
        forger.Break();
        BenchClient spy = site.Client(B, "spy");
        await spy.MustConnectAsync(site.Port);
        await spy.SubscribeAsync($"{Space}/NCMD/{A}");
        TestContext.Current.TestOutputHelper?.WriteLine($"RabbitMQ after a subscription to another's commands: {(spy.IsConnected ? "connected" : "ended")}");
        BenchClient scada = site.Client("scada", "again");
        await scada.MustConnectAsync(site.Port);
        Assert.True(await scada.PublishAsync($"{Space}/NCMD/{A}", "for a"));
        BenchClient b = site.Client(B, "honest");
        await b.MustConnectAsync(site.Port, $"{Space}/NDEATH/{B}");
        b.Break();
        await HeardAsync(host, $"{Space}/NDEATH/{B}", broker);
        Assert.Empty(spy.Heard);
        Assert.Single(host.Heard, h => h.Topic == $"{Space}/NDEATH/{A}"); // the one that A's own connection left

        // Client ids are free: said in rabbitmq.conf and in docs/bench.md.
        BenchClient owner = site.Client(A, $"{BenchSite.Group}-{A}");
        await owner.MustConnectAsync(site.Port);
        BenchClient thief = site.Client(B, $"{BenchSite.Group}-{A}");
        string? refusal = await thief.ConnectAsync(site.Port);
        await Wait.UntilAsync(() => !owner.IsConnected, 30, () => "the session to be taken");
        TestContext.Current.TestOutputHelper?.WriteLine($"RabbitMQ to another's client id: {refusal ?? "taken over"}");
        Assert.False(await thief.PublishAsync($"{Space}/NDATA/{A}", "forged"));
    }

    private static async Task WhoIsRevokedIsOutAsync(BenchSite site, BenchRabbitMq broker)
    {
        BenchClient a = site.Client(A, "live");
        await a.MustConnectAsync(site.Port);
        await site.PkiAsync($"revoke {A}");
        await site.WriteBrokerAsync("rabbitmq");
        Assert.Contains($"rabbitmqctl delete_user '{A}'; rabbitmqctl close_all_user_connections '{A}' revoked", site.Said, StringComparison.Ordinal);
        // The list is looked at in each handshake, so this is at once; the session that stands is not ended by it.
        Assert.NotNull(await site.Client(A, "new").ConnectAsync(site.Port));
        await Wait.UntilAsync(() => broker.Output.Contains("revoked", StringComparison.OrdinalIgnoreCase), 30, () => "the reason; " + broker.Output);
        Assert.True(a.IsConnected);
        await broker.ControlAsync("delete_user", A);
        await broker.ControlAsync("close_all_user_connections", A, "revoked");
        await Wait.UntilAsync(() => !a.IsConnected, 30, () => "the end of the session; " + broker.Output);
        await site.Client("node-c", "fine").MustConnectAsync(site.Port);
        await site.PkiAsync("node node-d --group kiln");
        await site.WriteBrokerAsync("rabbitmq");
        Assert.Contains("rabbitmqctl import_definitions", site.Said, StringComparison.Ordinal);
        await broker.ControlAsync("import_definitions", Path.Combine(site.Broker, "definitions.json"));
        BenchClient d = site.Client("node-d");
        await d.MustConnectAsync(site.Port);
        Assert.True(await d.PublishAsync($"{Space}/NBIRTH/node-d", "x"));
    }

    private static Task HeardAsync(BenchClient client, string topic, BenchRabbitMq broker) => Wait.UntilAsync(
        () => client.Heard.Any(h => h.Topic == topic), 60,
        () => $"{topic}; heard {string.Join(", ", client.Heard)}; the broker said: {broker.Output}");
}
