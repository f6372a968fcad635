using System.Text.Json;

namespace FieldNode.Interop.Tests;

/// <summary>Decoders that others wrote agree with <c>fieldnode watch --json</c> on every message, metric, value and property.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the plant is on a pseudo-terminal
public sealed class DecoderTests
{
    private static readonly string[] Kinds = ["NBIRTH", "DBIRTH", "NDATA", "DDATA", "DDEATH", "NDEATH"];

    [Fact(Timeout = 240_000)]
    public async Task Protoc_agrees_with_watch()
    {
        string protoc = Peers.Program("protoc");
        Recording recording = await Recording.MakeAsync();
        var reader = new FieldReader();
        SeenMessage[] theirs =
        [
            .. recording.Payloads.Select(message => reader.Read(message.Topic, ProtoField.FromProtoc(PeerProcess.Run(protoc,
                ["--decode=fieldnode.sparkplug.Payload", "-I", AppContext.BaseDirectory, "sparkplug_b.proto"], message.Payload)))),
        ];
        AssertSame(recording.Watched, theirs);
    }

    [Fact(Timeout = 240_000)]
    public async Task Sparkplug_payload_of_npm_agrees_with_watch_but_for_UInt32()
    {
        (string program, string modules) = NodeWithSparkplugPayload();
        Recording recording = await Recording.MakeAsync();
        SeenMessage[] theirs = Decoded(program, modules, recording, alone: false);

        // It looks for UInt32 in long_value, as Tahu writes it; the specification (6.4.16) says int_value. It then finds nothing.
        SeenMessage[] ours =
        [
            .. recording.Watched.Select(message => message with
            {
                Metrics = [.. message.Metrics.Select(m => m.Type == "UInt32" ? m with { Value = null } : m)],
            }),
        ];
        AssertSame(ours, theirs);
    }

    [Fact(Timeout = 240_000)]
    public async Task Sparkplug_payload_of_npm_alone_shows_every_value_in_data_as_null()
    {
        (string program, string modules) = NodeWithSparkplugPayload();
        Recording recording = await Recording.MakeAsync();
        SeenMessage[] theirs = Decoded(program, modules, recording, alone: true);
        Assert.Contains(theirs, message => IsData(message) && message.Metrics.Count > 5);
        Assert.All(theirs.Where(IsData), message => Assert.All(message.Metrics, metric => Assert.Null(metric.Value)));
        Assert.Contains(recording.Watched, message => IsData(message) && message.Metrics.All(metric => metric.Value is not null));
    }

    [Fact(Timeout = 240_000)]
    public async Task Sparkplug_payload_of_npm_alone_shows_every_value_where_data_has_datatypes_and_UInt32_is_in_long_value()
    {
        (string program, string modules) = NodeWithSparkplugPayload();
        Recording recording = await Recording.MakeAsync(forTahu: true);
        AssertSame(recording.Watched, Decoded(program, modules, recording, alone: true));
        Assert.Contains(recording.Watched, message => IsData(message) && message.Metrics.Any(metric => metric is { Type: "UInt32", Value: not null }));
    }

    [Fact(Timeout = 240_000)]
    public async Task Tsharks_dissector_agrees_with_watch()
    {
        string tshark = Peers.Program("tshark");
        Recording recording = await Recording.MakeAsync();
        string folder = Directory.CreateTempSubdirectory("fieldnode-interop-").FullName;
        try
        {
            string capture = Path.Combine(folder, "watch.pcap");
            PcapFile.Write(capture, recording.Wire);
            var reader = new FieldReader();
            SeenMessage[] theirs =
            [
                .. Tshark.Read(tshark, capture, Path.Combine(folder, "proto")).Select(m => reader.Read(m.Topic, m.Payload)),
            ];
            AssertSame(recording.Watched, theirs, floatDigits: 6, doubleDigits: 15); // so many it prints
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string Program, string Modules) NodeWithSparkplugPayload() =>
        (Peers.Program("node"), Peers.NodeModulesWith("sparkplug-payload"));

    /// <param name="alone">Data as it is; else it gets the datatypes of the births first, as a host that remembers them would have it.</param>
    private static SeenMessage[] Decoded(string program, string modules, Recording recording, bool alone)
    {
        string input = JsonSerializer.Serialize(
            recording.Payloads.Select(message => new { topic = message.Topic, payload = Convert.ToHexString(message.Payload) }));
        string output = PeerProcess.Run(
            program, [Peers.Script("decode.cjs"), modules, alone ? "alone" : "helped"], System.Text.Encoding.UTF8.GetBytes(input));
        using JsonDocument document = JsonDocument.Parse(output);
        return [.. document.RootElement.EnumerateArray().Select(SeenMessage.FromJson)];
    }

    private static bool IsData(SeenMessage message) => message.Topic.Contains("DATA/", StringComparison.Ordinal);

    private static void AssertSame(
        IReadOnlyList<SeenMessage> ours, IReadOnlyList<SeenMessage> theirs, int floatDigits = 9, int doubleDigits = 17)
    {
        Assert.All(Kinds, kind => Assert.Contains(ours, message => message.Topic.Contains($"/{kind}/", StringComparison.Ordinal)));
        Assert.Equal(
            ours.SelectMany(message => message.Lines(floatDigits, doubleDigits)),
            theirs.SelectMany(message => message.Lines(floatDigits, doubleDigits)));
    }
}
