using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Cli.Provision;
using FieldNode.Host;

namespace FieldNode.Interop.Tests;

/// <summary>Boards become nodes, and are proven through a mosquitto with the files of <c>fieldnode broker</c>.</summary>
public sealed class ProvisionTests
{
    private static readonly string[] Bench = ["writer bench --rebirth"];

    [Fact(Timeout = 120_000)]
    public async Task A_virtual_board_becomes_a_proven_node_with_a_record_and_a_label()
    {
        await using var site = await ReadyAsync();
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7");
        Assert.True(status == 0, said);
        Assert.Contains("kiln/node7: PROVEN", said);
        Assert.DoesNotContain("FAIL", said);
        JsonElement record = Record(site, "virtual-flash7");
        Assert.Equal(
            ["login", "forbidden", "birth", "certificate", "firmware", "settings", "field", "rebirth", "topics"],
            record.GetProperty("proof").EnumerateArray().Select(point => point.GetProperty("what").GetString()));
        Assert.All(record.GetProperty("proof").EnumerateArray(), point => Assert.Equal("passed", point.GetProperty("verdict").GetString()));
        (int verified, string words) = await site.TryAsync($"records verify --records {site.In("records")} --pki {site.In("pki")}");
        Assert.True(verified == 0, words);
        Assert.StartsWith("%PDF", File.ReadAllText(site.In("records", "virtual-flash7.pdf")));
        Assert.Equal(0x89, File.ReadAllBytes(site.In("records", "virtual-flash7.png"))[0]);
        Assert.Equal(0, File.ReadAllBytes(site.In("flash7", "node.key"))[^1]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(site.In("flash7", "node.key")));
        AssertNoSecret(site, "node7", said);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_same_command_again_keeps_the_certificate_and_what_the_node_keeps_itself()
    {
        await using var site = await ReadyAsync();
        Assert.Equal(0, (await ProvisionAsync(site, "node7", "flash7")).Status);
        string serial = site.Entry("node7").Record.Serial;
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7");
        Assert.True(status == 0, said);
        Assert.Contains("--", said);
        Assert.Equal(serial, site.Entry("node7").Record.Serial);
        string[] starts = [.. (await EventsAsync(site, "flash7")).Split('\n').Where(line => line.Contains("\"started\"", StringComparison.Ordinal))];
        Assert.True(starts.Length == 2, string.Join('\n', starts));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broker_that_delivers_everything_is_no_proof()
    {
        await using var site = await ReadyAsync(broker: false);
        await site.WriteBrokerAsync("mosquitto");
        File.WriteAllText(Path.Combine(site.Broker, "acl"), "topic readwrite #\n" + string.Concat(new[] { "bench", "node7" }.Select(name => $"user {name}\ntopic readwrite #\n")));
        await site.StartMosquittoAsIsAsync(Peers.Program("mosquitto"));
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7", options => options with { BrokerUpdate = null });
        Assert.Equal(1, status);
        Assert.Contains("kiln/node7: FAILED: the broker delivers what the node publishes on another node's topic", said);
        Assert.False(File.Exists(site.In("records", "virtual-flash7.pdf")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broker_that_was_not_told_of_the_node_shows_at_the_birth()
    {
        await using var site = await ReadyAsync();
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7",
            options => options with { BrokerUpdate = null, BirthWithin = TimeSpan.FromSeconds(4) });
        Assert.Equal(1, status);
        Assert.Contains("no birth of kiln/node7 within 4 s", said);
        Assert.Equal("failed", Record(site, "virtual-flash7").GetProperty("verdict").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_broker_that_is_not_reached_leaves_the_node_unproven_until_the_command_is_given_again()
    {
        await using var site = await ReadyAsync(broker: false);
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7", options => options with { BrokerUpdate = null });
        Assert.Equal(1, status);
        Assert.Contains("kiln/node7: UNPROVEN", said);
        Assert.Contains("nothing listens there", said);
        Assert.Equal("unproven", Record(site, "virtual-flash7").GetProperty("verdict").GetString());
        Assert.False(File.Exists(site.In("records", "virtual-flash7.pdf")));
        string serial = site.Entry("node7").Record.Serial;
        await site.StartMosquittoAsync();
        (status, said) = await ProvisionAsync(site, "node7", "flash7");
        Assert.True(status == 0, said);
        Assert.Equal(serial, site.Entry("node7").Record.Serial);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("settings", "\"periodMs\": 1000", "\"periodMs\": 2000")]
    [InlineData("birth", "\"node\": \"node7\"", "\"node\": \"node8\"")]
    public async Task A_board_that_runs_other_settings_than_it_got_is_found_out(string point, string from, string to)
    {
        await using var site = await ReadyAsync();
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7", options => options with
        {
            BirthWithin = TimeSpan.FromSeconds(point == "birth" ? 4 : 15),
            StartNode = (settings, state) =>
            {
                File.WriteAllText(settings, File.ReadAllText(settings).Replace(from, to));
                return new RunningNode(settings, state);
            },
        });
        Assert.Equal(1, status);
        Assert.Equal("failed", PointOf(Record(site, "virtual-flash7"), point));
        Assert.Contains("FAILED", said);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_board_with_another_certificate_than_it_got_is_found_out()
    {
        await using var site = await ReadyAsync();
        await site.PkiAsync("node other --group kiln --days 10");
        string other = site.Entry("other").Folder;
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7", options => options with
        {
            BirthWithin = TimeSpan.FromSeconds(4),
            StartNode = (settings, state) =>
            {
                File.Copy(Path.Combine(other, "certificate.pem"), site.In("flash7", "node.pem"), overwrite: true);
                File.Copy(Path.Combine(other, "key.pem"), site.In("flash7", "node.key"), overwrite: true);
                return new RunningNode(settings, state);
            },
        });
        Assert.True(status == 1, said);
        Assert.Equal("failed", PointOf(Record(site, "virtual-flash7"), "birth")); // the broker lets other publish nothing for node7
    }

    [Fact(Timeout = 120_000)]
    public async Task A_field_that_does_not_answer_is_a_fault_unless_the_bench_has_none()
    {
        await using var site = await ReadyAsync();
        string lines = Settings("node7", site.Port).Replace("\"buses\"", $$"""
            "lines": [{ "name": "line1", "port": "{{site.In("no-port")}}" }],
            "devices": [{ "name": "Meter", "line": "line1", "unit": 1, "tags": [{ "name": "U", "table": "holding", "address": 0, "type": "uint16" }] }],
            "buses"
            """);
        File.WriteAllText(site.In("node7.json"), lines);
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7", options => options with { BirthWithin = TimeSpan.FromSeconds(15) }, write: false);
        Assert.True(status == 1, said);
        Assert.Contains("no answer from Meter (line line1)", said);
        (status, said) = await ProvisionAsync(site, "node7", "flash7", options => options with { NoField = true }, write: false);
        Assert.True(status == 0, said);
        Assert.Equal("notAsked", PointOf(Record(site, "virtual-flash7"), "field"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_dead_board_is_replaced_under_the_same_identity_aliases_and_place()
    {
        await using var site = await ReadyAsync();
        Assert.Equal(0, (await ProvisionAsync(site, "node7", "flash7", options => options with { Place = "hall 2" })).Status);
        Dictionary<string, ulong?> before = await AliasesAsync(site, "flash7");
        string old = site.Entry("node7").Record.Serial;
        File.Delete(site.In("node7.json")); // at three in the morning nobody finds it
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7b",
            options => options with { SettingsFile = null, Replaces = "virtual-flash7" }, write: false);
        Assert.True(status == 0, said);
        JsonElement record = Record(site, "virtual-flash7b");
        Assert.Equal(("hall 2", "virtual-flash7"), (record.GetProperty("place").GetString(), record.GetProperty("replaces").GetString()));
        Assert.NotEqual(old, site.Entry("node7").Record.Serial);
        Assert.Equal(before, await AliasesAsync(site, "flash7b"));
        // The dead one wakes up: its certificate is out.
        using var dead = new RunningNode(site.In("flash7", "node.json"), site.In("flash7", "node"));
        await Wait.UntilAsync(() => dead.Output.ToString().Contains("offline"), 20, () => dead.Output.ToString());
        Assert.DoesNotContain("born", dead.Output.ToString());
        dead.AskToEnd();
        await dead.WaitForEndAsync(TimeSpan.FromSeconds(10));
        // And it is no board for this node any more.
        (status, said) = await ProvisionAsync(site, "node7", "flash7");
        Assert.Equal(1, status);
        Assert.Contains("kiln/node7 is on board virtual-flash7b", said);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_batch_stops_at_a_fault_and_goes_on_where_it_stopped()
    {
        await using var site = await ReadyAsync();
        File.WriteAllText(site.In("node.json"), Settings("template", site.Port));
        File.WriteAllText(site.In("nodes.csv"), "node,virtual,place\nn1,f1,hall 1\nn2,later/f2,hall 2\nn3,f3,hall 3\n");
        var output = new StringWriter();
        Assert.Equal(1, await BatchAsync(site, output));
        Assert.Contains("stopped at n2: 1 of 3 proven", output.ToString());
        string first = site.Entry("n1").Record.Serial;
        Directory.CreateDirectory(site.In("later"));
        output = new StringWriter();
        int status = await BatchAsync(site, output);
        Assert.True(status == 0, output.ToString());
        Assert.Contains("3 of 3 proven", output.ToString());
        Assert.Equal(first, site.Entry("n1").Record.Serial);
        Assert.Equal("hall 3", Record(site, "virtual-f3").GetProperty("place").GetString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cut_at_the_first_boot_leaves_what_the_next_run_goes_on_with()
    {
        await using var site = await ReadyAsync();
        await Assert.ThrowsAsync<IOException>(() => ProvisionAsync(site, "node7", "flash7", options => options with
        {
            StartNode = (_, _) => throw new IOException("power lost"),
        }));
        Assert.False(File.Exists(site.In("records", "virtual-flash7.json")));
        string serial = site.Entry("node7").Record.Serial;
        (int status, string said) = await ProvisionAsync(site, "node7", "flash7");
        Assert.True(status == 0, said);
        Assert.Equal(serial, site.Entry("node7").Record.Serial);
    }

    private static async Task<BenchSite> ReadyAsync(bool broker = true)
    {
        Peers.Program("mosquitto"); // or skip
        BenchSite site = await BenchSite.CreateAsync(Bench);
        if (broker)
        {
            site.BrokerProcessId = (await site.StartMosquittoAsync()).Id;
        }
        return site;
    }

    private static async Task<(int Status, string Said)> ProvisionAsync(
        BenchSite site, string node, string flash, Func<ProvisionOptions, ProvisionOptions>? change = null, bool write = true)
    {
        if (write)
        {
            File.WriteAllText(site.In(node + ".json"), Settings(node, site.Port));
        }
        var output = new StringWriter();
        ProvisionOptions options = Options(site) with { SettingsFile = site.In(node + ".json"), VirtualFolder = site.In(flash) };
        try
        {
            return (await new Provisioning(change?.Invoke(options) ?? options, output).RunAsync(TestContext.Current.CancellationToken), output.ToString());
        }
        catch (UserError failure)
        {
            return (failure.Status, output + failure.Message);
        }
    }

    private static async Task<int> BatchAsync(BenchSite site, TextWriter output) => await new Batch(
        BatchFile.Read(site.In("nodes.csv"), Options(site) with { SettingsFile = site.In("node.json") }), output, null).RunAsync(TestContext.Current.CancellationToken);

    private static ProvisionOptions Options(BenchSite site) => new()
    {
        PkiFolder = site.In("pki"), RecordsFolder = site.In("records"), Password = () => File.ReadAllText(site.In("bench.pw")), Yes = true,
        StartNode = (settings, state) => new RunningNode(settings, state), BirthWithin = TimeSpan.FromSeconds(30),
        BrokerUpdate = site.UpdateCommand(),
    };

    private static string Settings(string node, int port) => $$"""
        {
          "version": 1, "group": "kiln", "node": "{{node}}", "board": "simulated",
          "broker": { "host": "localhost", "port": {{port}}, "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "buses": [{ "name": "i2c1", "kind": "i2c", "port": "1" }],
          "sensors": [{
            "name": "air", "device": "Room", "bus": "i2c1", "kind": "bme280", "address": 118, "periodMs": 1000,
            "tags": [{ "name": "Temperature", "value": "temperature" }, { "name": "Humidity", "value": "humidity" }]
          }]
        }
        """;

    private static JsonElement Record(BenchSite site, string serial) =>
        JsonDocument.Parse(File.ReadAllText(site.In("records", serial + ".json"))).RootElement.GetProperty("record");

    private static string? PointOf(JsonElement record, string what) => record.GetProperty("proof").EnumerateArray()
        .Single(point => point.GetProperty("what").GetString() == what).GetProperty("verdict").GetString();

    private static async Task<string> EventsAsync(BenchSite site, string flash)
    {
        (_, string said) = await site.TryAsync($"events {site.In(flash, "node")} --json");
        return said;
    }

    /// <summary>Runs the node once more, and takes the aliases of its birth.</summary>
    private static async Task<Dictionary<string, ulong?>> AliasesAsync(BenchSite site, string flash)
    {
        await using var link = new HostLink(new LinkOptions
        {
            Host = "localhost", Port = site.Port, CaFile = site.In("pki", "brokers", "ca.pem"), CertificateFile = site.Entry("bench").CertificateFile,
            KeyFile = site.Entry("bench").KeyFile,
        });
        await link.ConnectAsync(TestContext.Current.CancellationToken);
        await link.SubscribeAsync(["spBv1.0/#"], TestContext.Current.CancellationToken);
        var model = new HostModel();
        using var node = new RunningNode(site.In(flash, "node.json"), site.In(flash, "node"));
        await Wait.UntilAsync(() =>
        {
            while (link.TryTake(out Received received))
            {
                model.Consume(received.Topic, received.Payload, received.Utc, received.Retained);
            }
            return model.Find("kiln", "node7")?.FindDevice("Room") is { Online: true };
        }, 20, () => node.Output.ToString());
        EdgeNode born = model.Find("kiln", "node7")!;
        Dictionary<string, ulong?> aliases = born.Devices.Append(born.Own).SelectMany(device => device.Metrics.Select(metric => ($"{device.Name}/{metric.Name}", metric.Alias)))
            .ToDictionary(one => one.Item1, one => one.Alias);
        node.AskToEnd();
        Assert.True(await node.WaitForEndAsync(TimeSpan.FromSeconds(10)));
        return aliases;
    }

    private static void AssertNoSecret(BenchSite site, string node, string said)
    {
        string key = string.Concat(File.ReadAllLines(site.Entry(node).KeyFile).Where(line => !line.StartsWith('-')));
        string all = said + string.Concat(Directory.GetFiles(site.In("records")).Select(file => File.ReadAllText(file).ReplaceLineEndings("")));
        Assert.DoesNotContain(key[20..60], all);
        Assert.DoesNotContain("PRIVATE", all);
        Assert.Empty(Directory.GetDirectories(site.In("records")));
    }
}
