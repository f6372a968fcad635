namespace FieldNode.Interop.Tests;

/// <summary>What mosquitto delivers with the files of <c>fieldnode broker mosquitto</c>, and what it does not.</summary>
public sealed class MosquittoSiteTests
{
    private const string A = "node-a";
    private const string B = "node b ü";
    private const string Space = $"spBv1.0/{BenchSite.Group}";

    [Fact(Timeout = 120_000)]
    public async Task Both_ports_take_a_node_and_deliver_what_is_its_own()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.SecondPort);
        await host.SubscribeAsync("spBv1.0/#");
        BenchClient a = site.Client(A);
        await a.MustConnectAsync(site.Port);
        await a.SubscribeAsync($"{Space}/NCMD/{A}");
        await a.SubscribeAsync($"{Space}/DCMD/{A}/+");
        await a.SubscribeAsync($"{Space}/NBIRTH/{A}");
        string[] own =
        [
            $"{Space}/NBIRTH/{A}", $"{Space}/NDATA/{A}", $"{Space}/NDEATH/{A}", $"{Space}/DBIRTH/{A}/d", $"{Space}/DDATA/{A}/d", $"{Space}/DDEATH/{A}/d",
        ];
        foreach (string topic in own)
        {
            await a.PublishAsync(topic, "own");
        }
        await HeardAsync(host, own[^1], broker);
        Assert.Equal(own, host.Heard.Select(h => h.Topic));
        await HeardAsync(a, own[0], broker); // its own birth comes back
    }

    [Fact(Timeout = 120_000)]
    public async Task The_shipped_node_is_born_with_its_folder_of_the_PKI_and_its_will_is_said_when_it_is_killed()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.Port);
        await host.SubscribeAsync("spBv1.0/#");
        FieldNode.Cli.Pki.PkiEntry entry = site.Entry(A);
        File.WriteAllText(site.In("node.json"), System.Text.Json.JsonSerializer.Serialize(new
        {
            version = 1, group = BenchSite.Group, node = A,
            broker = new
            {
                host = "localhost", port = site.SecondPort, caFile = entry.TrustFile, certificateFile = entry.CertificateFile, keyFile = entry.KeyFile,
                keepAliveS = 5,
            },
        }));
        PeerProcess node = site.Own(PeerProcess.Start("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), "run", "--config", site.In("node.json"), "--state", site.In("state")]));
        await Wait.UntilAsync(() => host.Heard.Any(h => h.Topic == $"{Space}/NBIRTH/{A}"), 60, () => $"NBIRTH; {node.Output}; {broker.Output}");
        await SaidAsync(broker, $"as {A} (p2, c1, k5, u'{A}')"); // the name, not the client id of its settings
        node.Kill();
        await HeardAsync(host, $"{Space}/NDEATH/{A}", broker);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_node_publishes_nothing_as_another_nor_outside_of_its_own_topics()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.Port);
        await host.SubscribeAsync("spBv1.0/#");
        await host.SubscribeAsync("#");
        BenchClient b = site.Client(B);
        await b.MustConnectAsync(site.Port);
        foreach (string topic in new[]
        {
            $"{Space}/NBIRTH/{A}", $"{Space}/NDATA/{A}", $"{Space}/NDEATH/{A}", $"{Space}/DDATA/{A}/d", $"{Space}/NCMD/{A}", $"{Space}/DCMD/{A}/Update",
            $"{Space}/NCMD/{B}", $"spBv1.0/other/NDATA/{B}", $"spBv1.0/STATE/SCADA", $"{Space}/DDATA/{B}/d/x", $"{Space}/NDATA", "else",
        })
        {
            await b.PublishAsync(topic, "forged");
        }
        await b.PublishAsync($"{Space}/NDATA/{B}", "own");
        await HeardAsync(host, $"{Space}/NDATA/{B}", broker);
        Assert.Equal([($"{Space}/NDATA/{B}", "own")], host.Heard.Distinct());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_node_is_granted_anothers_commands_and_gets_none_of_them()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient b = site.Client(B);
        await b.MustConnectAsync(site.Port);
        foreach (string filter in new[] { "#", $"{Space}/NCMD/{A}", $"{Space}/DCMD/+/+", $"{Space}/NCMD/{B}", $"{Space}/DCMD/{B}/+" })
        {
            await b.SubscribeAsync(filter);
        }
        BenchClient scada = site.Client("scada");
        await scada.MustConnectAsync(site.Port);
        await scada.PublishAsync($"{Space}/DCMD/{A}/Valves", "for a");
        await scada.PublishAsync($"{Space}/NCMD/{A}", "for a");
        await scada.PublishAsync($"{Space}/NCMD/{B}", "for b");
        await HeardAsync(b, $"{Space}/NCMD/{B}", broker);
        Assert.All(b.Heard, h => Assert.Equal("for b", h.Text));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_will_in_anothers_name_is_never_said_and_ones_own_is()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.Port);
        await host.SubscribeAsync("spBv1.0/#");
        BenchClient forger = site.Client(B, "forger");
        string? refusal = await forger.ConnectAsync(site.Port, $"{Space}/NDEATH/{A}");
        forger.Break();
        BenchClient honest = site.Client(B, "honest");
        await honest.MustConnectAsync(site.Port, $"{Space}/NDEATH/{B}");
        honest.Break();
        await HeardAsync(host, $"{Space}/NDEATH/{B}", broker);
        Assert.Equal([($"{Space}/NDEATH/{B}", "will of honest")], host.Heard);
        TestContext.Current.TestOutputHelper?.WriteLine($"mosquitto to a will in another's name: {refusal ?? "taken, and not said"}");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_client_id_is_the_certificates_name_so_nobody_takes_anothers_session()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient a = site.Client(A, $"{BenchSite.Group}-{A}");
        await a.MustConnectAsync(site.Port);
        foreach (string id in new[] { $"{BenchSite.Group}-{A}", A })
        {
            BenchClient thief = site.Client(B, id);
            await thief.MustConnectAsync(site.Port);
            await SaidAsync(broker, $"as {B} (p2, c1, k");
            Assert.True(await thief.PublishAsync($"{Space}/NDATA/{B}", "x"));
            Assert.True(await a.PublishAsync($"{Space}/NDATA/{A}", "still here"));
            Assert.True(a.IsConnected);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Maintenance_commands_update_devices_only_a_writer_its_devices_only_and_a_reader_nothing()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.Port);
        await host.SubscribeAsync("spBv1.0/#");
        string[] topics =
        [
            $"{Space}/DCMD/{A}/Update", $"{Space}/DCMD/{B}/Update", "spBv1.0/other/DCMD/node-c/Update", $"{Space}/DCMD/{A}/Valves", $"{Space}/DCMD/{B}/Valves",
            $"{Space}/NCMD/{A}", $"{Space}/NDATA/{A}", "spBv1.0/STATE/SCADA", "spBv1.0/STATE/other", $"{Space}/DCMD/nobody/Update",
        ];
        foreach (string who in new[] { "bench", "scada" })
        {
            BenchClient client = site.Client(who);
            await client.MustConnectAsync(site.Port);
            foreach (string topic in topics)
            {
                await client.PublishAsync(topic, who);
            }
            await HeardAsync(host, who == "bench" ? topics[1] : topics[7], broker);
        }
        foreach (string topic in topics)
        {
            await host.PublishAsync(topic, "historian");
        }
        BenchClient a = site.Client(A);
        await a.MustConnectAsync(site.Port);
        await a.PublishAsync($"{Space}/NDATA/{A}", "end");
        await HeardAsync(host, $"{Space}/NDATA/{A}", broker);
        Assert.Equal(
        [
            (topics[0], "bench"), (topics[1], "bench"), // of its own group
            (topics[3], "scada"), (topics[5], "scada"), ("spBv1.0/STATE/SCADA", "scada"), ($"{Space}/NDATA/{A}", "end"),
        ], host.Heard);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_is_revoked_is_refused_after_SIGHUP_and_his_session_ends_with_the_restart_of_the_runbook()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.Port);
        await host.SubscribeAsync("spBv1.0/#");
        BenchClient a = site.Client(A);
        await a.MustConnectAsync(site.Port);

        await site.PkiAsync($"revoke {A} --reason key-compromise");
        await site.WriteBrokerAsync("mosquitto");
        Assert.Contains("written: acl, crl.pem", site.Said, StringComparison.Ordinal);
        Assert.Contains("kill -HUP", site.Said, StringComparison.Ordinal);
        broker.Signal("HUP");
        await Wait.UntilAsync(() => broker.Output.Contains("Reloading config", StringComparison.Ordinal), 20, () => "SIGHUP; " + broker.Output);

        // The session that stands is not ended, and says nothing any more: its topics are gone from the ACL file.
        await a.PublishAsync($"{Space}/NDATA/{A}", "after");
        BenchClient again = site.Client(A, "again");
        string? refusal = await again.ConnectAsync(site.Port);
        Assert.NotNull(refusal);
        await SaidAsync(broker, "certificate verify failed");
        BenchClient c = site.Client("node-c");
        await c.MustConnectAsync(site.Port);
        await c.PublishAsync("spBv1.0/other/NDATA/node-c", "fine");
        await HeardAsync(host, "spBv1.0/other/NDATA/node-c", broker);
        Assert.Equal([("spBv1.0/other/NDATA/node-c", "fine")], host.Heard);
        Assert.True(a.IsConnected);

        broker.Signal("TERM");
        await Wait.UntilAsync(() => broker.HasExited, 20, () => "the end; " + broker.Output);
        PeerProcess second = await site.StartMosquittoAsIsAsync(Peers.Program("mosquitto"));
        await Wait.UntilAsync(() => !a.IsConnected, 20, () => "the end of the session");
        Assert.NotNull(await a.ConnectAsync(site.Port));
        await site.Client("node-c", "back").MustConnectAsync(site.Port);
        Assert.DoesNotContain($"as {A}", second.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_node_that_is_issued_later_comes_in_by_SIGHUP_and_a_renewed_one_stays_who_it_was()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        await site.PkiAsync("node node-d --group kiln");
        await site.PkiAsync($"renew {A}");
        await site.WriteBrokerAsync("mosquitto");
        Assert.Contains("written: acl\n", site.Said, StringComparison.Ordinal);
        broker.Signal("HUP");
        await Wait.UntilAsync(() => broker.Output.Contains("Reloading config", StringComparison.Ordinal), 20, () => "SIGHUP; " + broker.Output);
        BenchClient host = site.Client("historian");
        await host.MustConnectAsync(site.Port);
        await host.SubscribeAsync("spBv1.0/#");
        foreach (string name in new[] { "node-d", A })
        {
            BenchClient node = site.Client(name);
            await node.MustConnectAsync(site.Port);
            await node.PublishAsync($"{Space}/NDATA/{name}", "x");
            await HeardAsync(host, $"{Space}/NDATA/{name}", broker);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_brokers_certificate_and_one_of_another_CA_let_nobody_in()
    {
        await using BenchSite site = await SiteAsync();
        PeerProcess broker = await site.StartMosquittoAsync();
        Assert.NotNull(await site.Client("localhost").ConnectAsync(site.Port));
        await using BenchSite other = await BenchSite.CreateAsync($"node {A} --group kiln");
        var stranger = new BenchClient(other.Entry(A), "x", site.In("pki", "brokers", "ca.pem"));
        Assert.NotNull(await stranger.ConnectAsync(site.Port));
        await stranger.DisposeAsync();
        Assert.DoesNotContain("New client connected", broker.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task With_the_certificate_no_longer_the_login_and_anonymous_users_allowed_the_password_file_lets_nobody_in()
    {
        await using BenchSite site = await SiteAsync();
        string program = Peers.Program("mosquitto");
        await site.WriteBrokerAsync("mosquitto");
        string file = Path.Combine(site.Broker, "mosquitto.conf");
        string withoutIdentity = File.ReadAllText(file).Replace("use_identity_as_username true\n", "", StringComparison.Ordinal)
            .Replace("allow_anonymous false", "allow_anonymous true", StringComparison.Ordinal);
        File.WriteAllText(file, withoutIdentity);
        PeerProcess broker = await site.StartMosquittoAsIsAsync(program);
        foreach ((string? user, string? password) in new[] { (A, null), (A, ""), (A, "guess"), ((string?)null, null), ("# Nobody", " logs") })
        {
            Assert.NotNull(await site.Client(B, $"try-{user}-{password}").ConnectAsync(site.Port, null, user, password));
        }
        Assert.DoesNotContain("New client connected", broker.Output, StringComparison.Ordinal);
        broker.Kill();

        // And that it is this file that does it: without it, whoever has a certificate takes any name.
        File.WriteAllText(file, string.Join('\n', withoutIdentity.Split('\n').Where(line => !line.StartsWith("password_file", StringComparison.Ordinal))));
        PeerProcess open = await site.StartMosquittoAsIsAsync(program);
        Assert.Null(await site.Client(B, "thief").ConnectAsync(site.Port, null, A, "guess"));
        await SaidAsync(open, $"u'{A}'");
    }

    private static async Task<BenchSite> SiteAsync()
    {
        Peers.Program("mosquitto");
        return await BenchSite.CreateAsync(
            $"node {A} --group kiln", "node node-c --group other", "host historian", "maintenance bench --only-group kiln",
            $"writer scada --device kiln/{A}/Valves --rebirth --host-id SCADA --only-group kiln", $"node \"{B}\" --group kiln");
    }

    // What a process prints comes a moment after it was done.
    private static Task SaidAsync(PeerProcess broker, string words) => Wait.UntilAsync(
        () => broker.Output.Contains(words, StringComparison.Ordinal), 20, () => $"'{words}'; the broker said: {broker.Output}");

    private static Task HeardAsync(BenchClient client, string topic, PeerProcess broker) => Wait.UntilAsync(
        () => client.Heard.Any(h => h.Topic == topic), 30,
        () => $"{topic}; heard {string.Join(", ", client.Heard)}; the broker said: {broker.Output}");
}
