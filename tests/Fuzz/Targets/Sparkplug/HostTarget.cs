using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Fuzz;

/// <summary>
/// Messages to the tools' host: topics and payloads of anybody. Nothing is thrown; each message is told as a line and as JSON; what Google.Protobuf
/// reads it reads again from what it writes; findings and memory stay bounded.
/// </summary>
internal sealed class HostTarget : FuzzTarget
{
    private const int MessagesMax = 8;

    private static readonly DateTime at = new(2026, 9, 22, 0, 0, 0, DateTimeKind.Utc);

    internal override string Name => "host";

    internal override string What => "messages to the host of the tools, compressed ones too: never an exception, each told as a line and as JSON, read again as the same";

    internal override int BytesMax => 1500;

    internal override long StepsMax => 400_000;

    internal override long MemoryMax => 32 << 20; // of a payload that was unpacked

    internal override IReadOnlyList<byte[]> Words { get; } = [.. Payloads.Words, .. Bytes.Utf8("spBv1.0/", "NBIRTH", "NDATA", "NDEATH", "DBIRTH", "DDATA", "DDEATH", "NCMD", "DCMD", "STATE/", "/G/", "/N", "/D")];

    internal override IEnumerable<byte[]> Seeds()
    {
        byte[][] payloads = [.. Payloads.Seeds()];
        byte[] packed = Pack(payloads[1]);
        yield return [.. Message("spBv1.0/G/NBIRTH/N", payloads[1]), .. Message("spBv1.0/G/NDATA/N", payloads[1])];
        yield return [.. Message("spBv1.0/G/NBIRTH/N", payloads[3]), .. Message("spBv1.0/G/DBIRTH/N/D", payloads[2]), .. Message("spBv1.0/G/DDATA/N/D", payloads[2]), .. Message("spBv1.0/G/NDEATH/N", payloads[0])];
        yield return [.. Message("spBv1.0/STATE/h", """{"online":true,"timestamp":1668114759262}"""u8.ToArray()), .. Message("STATE/h", "ONLINE"u8.ToArray()), .. Message("spBv1.0/G/NCMD/N", payloads[0])];
        yield return Message("spBv1.0/G/NBIRTH/N", new Payload { Uuid = CompressedPayload.Uuid, Body = ByteString.CopyFrom(packed), Metrics = { new Metric { Name = "algorithm", StringValue = "GZIP" } } }.ToByteArray());
    }

    internal override void Run(byte[] input)
    {
        var bytes = new Bytes(input);
        var host = new HostModel(new HostOptions());
        for (int i = 0; i < MessagesMax && !bytes.IsAtEnd; i++)
        {
            int how = bytes.Byte();
            string topic = System.Text.Encoding.UTF8.GetString(bytes.Take(how & 63));
            byte[] payload = bytes.Take(bytes.Word());
            HostMessage message = host.Consume(topic, payload, at.AddMilliseconds(i), retained: (how & 64) != 0);
            if ((how & 128) != 0)
            {
                host.LinkLost();
            }
            Must(message.Findings.All(finding => finding.Text.Length > 0), "a finding without words");
            Must(MessageLine.Of(message).IndexOfAny(['\n', '\r', '\u001b', '\0']) < 0, "a line with control characters");
            string json = MessageJson.Of(message);
            if (IsThorough)
            {
                System.Text.Json.JsonDocument.Parse(json).Dispose();
                Must(HostDecoder.Decode(payload, out _) is not { } read || Payload.Parser.ParseFrom(read.ToByteArray()).Equals(read), "read again it is another");
            }
        }
        Must(host.Findings.Count <= new HostOptions().FindingsMax, "more findings than are kept");
    }

    private static byte[] Message(string topic, byte[] payload) => [(byte)topic.Length, .. System.Text.Encoding.UTF8.GetBytes(topic), .. Bytes.Block(payload)];

    private static byte[] Pack(byte[] payload)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(payload);
        }
        return packed.ToArray();
    }
}
