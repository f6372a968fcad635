using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using FieldNode.Cli.Fleet.Page;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>A field of nodes behind the page as it ships: messages as bytes, the real desk, the real server. Names are as bad as names from a plant can be.</summary>
internal sealed class PageField : IAsyncDisposable
{
    internal const string Script = "<script>document.title='taken'</script>";
    internal const string Quotes = "\"'><img src=x onerror=alert(1)>&amp;";
    internal const string Turned = "Tank\u202Eevil\u2066";

    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-page-").FullName;
    private readonly Dictionary<string, ulong> seqs = [];

    internal FleetDesk Desk { get; private set; } = null!;

    internal PageServer Server { get; private set; } = null!;

    internal static string Long => new('x', 200);

    internal string Address => Server.Address.ToString().TrimEnd('/');

    internal static async Task<PageField> StartAsync(bool isHostile, string? rollout = null)
    {
        var field = new PageField();
        string[] rollouts = rollout is null ? [] : [field.Write(rollout)];
        var link = new LinkOptions { Host = "broker.example", Port = 8883, Plain = true };
        field.Desk = new FleetDesk(link, new FleetOptions { Store = Path.Combine(field.folder, "fleet.db"), Json = true, Rollouts = rollouts }, TextWriter.Null, TextWriter.Null);
        field.Desk.OpenStore();
        field.Desk.Model.LinkUp(Environment.TickCount64);
        field.Populate(isHostile);
        field.Server = await PageServer.StartAsync(field.Desk, 0, TestContext.Current.CancellationToken, new QuickTime());
        return field;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Desk.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>How long ago what is said next was measured.</summary>
    private TimeSpan Age { get; set; }

    /// <summary>A message of a node, with the next seq.</summary>
    internal void Say(string type, string node, string? device, params Metric[] metrics)
    {
        ulong seq = type == "NBIRTH" ? 0 : (seqs.GetValueOrDefault(node) + 1) % 256;
        seqs[node] = seq;
        ulong now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Payload payload = type switch { "NBIRTH" => Messages.NBirth(1, metrics), "NDEATH" => Messages.NDeath(1), _ => Messages.With(seq, metrics) };
        payload.Timestamp = now;
        foreach (Metric metric in payload.Metrics)
        {
            metric.Timestamp = now - (ulong)Age.TotalMilliseconds;
        }
        lock (Desk.Gate)
        {
            Desk.Model.Take(new Received($"spBv1.0/plant/{type}/{node}{(device is null ? "" : "/" + device)}", payload.ToByteArray(), DateTime.UtcNow, false), Environment.TickCount64);
        }
    }

    internal void Judge()
    {
        lock (Desk.Gate)
        {
            Desk.Judge(force: true);
        }
    }

    internal void Birth(string node, string version, long days, params Metric[] more) => Birth(node, version, days, 0, more);

    private void Birth(string node, string version, long days, int number, params Metric[] more) => Say("NBIRTH", node, null,
    [
        FleetStage.Text("Properties/Firmware version", version, 1), FleetStage.Number("Node/Boots", 12, 2), FleetStage.Number("Node/Uptime", 86_400 * (3 + number), 3), FleetStage.Number("Node/Last reset", 5, 4),
        FleetStage.Number("Properties/Settings CRC", 0x1b2c3d4e, 5), FleetStage.Number("Journal/Captured", 918_223, 6), FleetStage.Number("Journal/Sent", 918_223, 7),
        FleetStage.Number("Journal/Confirmed", 918_211, 8), FleetStage.Number("Journal/Resent", 44, 9), FleetStage.Number("Journal/Dropped", 0, 10), FleetStage.Number("Journal/Unheld", 0, 11),
        FleetStage.Number("Journal/Depth", 12 + number * number, 12), FleetStage.Number("Journal/Oldest", 1, 13), FleetStage.Number("Certificate/Days left", days, 14), FleetStage.Number("Node/Free memory", 41_216, 15), .. more,
    ]);

    private void Populate(bool isHostile)
    {
        int number = 0;
        foreach (string node in new[] { "Boiler-1", "Boiler-2", "Boiler-3", "Kiln-1", "Press-4", "Pumps" })
        {
            Age = TimeSpan.FromMinutes(7);
            Birth(node, node == "Kiln-1" ? "1.3.0" : "1.4.0", node == "Boiler-3" ? 12 : 320 + 41 * number, number++);
            Say("DBIRTH", node, "Tank", Messages.Float("Level", 100, 2.5f), Messages.Float("Temperature", 101, 61), Messages.Float("Pressure", 102, 1.1f));
            Say("DBIRTH", node, "Update", FleetStage.Text("Version running", node == "Kiln-1" ? "1.3.0" : "1.4.0", 120), FleetStage.Number("Slot", node == "Kiln-1" ? 1 : 2, 121),
                FleetStage.Number("Sequence running", node == "Kiln-1" ? 6 : 7, 122), FleetStage.Number("State", 0, 123), FleetStage.Number("Reason", node == "Kiln-1" ? 64 : 0, 124));
        }
        for (int i = 0; i < 40; i++)
        {
            Age = TimeSpan.FromSeconds((40 - i) * 10);
            Say("DDATA", "Boiler-1", "Tank", Messages.ByAlias(100, 2.5f + MathF.Sin(i / 5f)), Messages.ByAlias(101, 60 + i % 7));
        }
        Age = TimeSpan.Zero;
        Say("DDATA", "Boiler-2", "Tank", Bad(100, 8));
        Say("DDEATH", "Pumps", "Tank");
        Say("NDEATH", "Press-4", null);
        if (isHostile)
        {
            Birth(Quotes, Script, 100);
            ulong alias = 200;
            foreach (string device in new[] { Script.Replace("/", "∕"), Quotes, Turned, Long })
            {
                Say("DBIRTH", Quotes, device, [.. new[] { Script, Quotes, Turned, Long }.Select(name => Messages.Float(name, alias++, 1)), FleetStage.Text("Text", Script, alias++)]);
            }
            Say("DDATA", Quotes, Quotes, Bad(206, 9));
        }
        Judge();
    }

    private static Metric Bad(ulong alias, uint reason)
    {
        Metric bad = Messages.ByAlias(alias, 0);
        bad.Properties = new PropertySet { Keys = { "Quality", "QualityReason" } };
        bad.Properties.Values.Add(new PropertyValue { Type = (uint)SparkplugType.Int32, IntValue = 0 });
        bad.Properties.Values.Add(new PropertyValue { Type = (uint)SparkplugType.Int32, IntValue = reason });
        return bad;
    }

    private string Write(string text)
    {
        string file = Path.Combine(folder, "rollout.json");
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A roll-out as its file has it.</summary>
    internal static string RolloutFile(string words = "it restarts to try the bundle") => $$"""
        { "format": 1, "group": "plant", "pattern": "*", "bundle": { "path": "/s/site-7.fnb", "mark": "ab", "version": "1.4.0", "sequence": 7, "board": "esp32", "bytes": 900, "expires": "2027-02-01T00:00:00Z", "parts": ["FieldNode.Core"], "firmware": true }, "started": "2026-11-30T08:00:00Z",
          "written": "2026-11-30T08:20:00Z", "phase": "running", "why": "", "ring": 1, "rings": ["canary", "10%", "100%"], "nodes": [
          { "name": "Boiler-1", "ring": 0, "status": "updated", "percent": 100, "words": "confirmed" }, { "name": "Boiler-2", "ring": 1, "status": "updated", "percent": 100, "words": "confirmed" },
          { "name": "Kiln-1", "ring": 1, "status": "rolledBack", "percent": 100, "words": {{System.Text.Json.JsonSerializer.Serialize(words)}} }, { "name": "Boiler-3", "ring": 1, "status": "running", "percent": 65, "words": "" },
          { "name": "Pumps", "ring": 2, "status": "waiting", "percent": 0, "words": "" }, { "name": "Press-4", "ring": 2, "status": "waiting", "percent": 0, "words": "" } ] }
        """;
}
