using System.IO.Compression;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// A payload inside another, compressed, as Eclipse Tahu writes it: the outer one has the uuid <c>SPBV1.0_COMPRESSED</c>, the compressed bytes as its
/// body, and at most a metric <c>algorithm</c>: DEFLATE (with the zlib head and check sum of RFC 1950; also where there is no such metric) or GZIP.
/// Sparkplug 3.0.0 does not have it.
/// </summary>
public static class CompressedPayload
{
    /// <summary>What says that a payload holds another.</summary>
    public const string Uuid = "SPBV1.0_COMPRESSED";

    /// <summary>The longest payload that is unpacked, in bytes: some twenty thousand metrics. A few kilobytes could become gigabytes.</summary>
    public const int BytesMax = 2 * 1024 * 1024;

    /// <summary>Most metrics of it: two bytes are enough for an empty one, which takes a hundred in memory.</summary>
    public const int MetricsMax = 50_000;

    private const string AlgorithmName = "algorithm";
    private const uint MetricsTag = (2 << 3) | 2; // field 2 of Payload, with a length

    public static bool Is(Payload payload) => payload.Uuid == Uuid;

    /// <summary>The payload within; null if there is none that can be had, and <paramref name="reason"/> says why.</summary>
    public static Payload? Open(Payload outer, out Compression compression, out string reason)
    {
        compression = default;
        string algorithm = outer.Metrics.FirstOrDefault(metric => metric.Name == AlgorithmName)?.StringValue ?? "DEFLATE";
        if (algorithm is not ("DEFLATE" or "GZIP"))
        {
            reason = $"compressed with {Short(algorithm)}: only DEFLATE and GZIP are known";
            return null;
        }
        byte[]? bytes = Unpack(outer.Body.ToByteArray(), algorithm == "GZIP", out reason);
        if (bytes is null)
        {
            return null;
        }
        compression = new Compression(algorithm, bytes.Length);
        try
        {
            if (CountMetrics(bytes) > MetricsMax)
            {
                reason = $"compressed, and more than {MetricsMax} metrics when unpacked: refused";
                return null;
            }
            Payload inner = Payload.Parser.ParseFrom(bytes);
            reason = Is(inner) ? "compressed, and what is in it is compressed once more: refused" : "";
            return Is(inner) ? null : inner;
        }
        catch (InvalidProtocolBufferException failure)
        {
            reason = $"unpacked by {algorithm} to {bytes.Length} bytes: {failure.Message}";
            return null;
        }
    }

    private static byte[]? Unpack(byte[] body, bool isGzip, out string reason)
    {
        reason = "";
        using var packed = new MemoryStream(body);
        using Stream unpacked = isGzip ? new GZipStream(packed, CompressionMode.Decompress) : new ZLibStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[8192];
        try
        {
            for (int count; (count = unpacked.Read(buffer)) > 0;)
            {
                if (bytes.Length + count > BytesMax)
                {
                    reason = $"{body.Length} compressed bytes that are more than {BytesMax} when unpacked: refused";
                    return null;
                }
                bytes.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException failure)
        {
            reason = $"its body is no {(isGzip ? "GZIP" : "DEFLATE")}: {failure.Message}";
            return null;
        }
        if (bytes.Length > 0)
        {
            return bytes.ToArray();
        }
        reason = $"compressed, and nothing comes out of its body of {body.Length} bytes";
        return null;
    }

    private static int CountMetrics(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        int count = 0;
        for (uint tag; (tag = input.ReadTag()) != 0; input.SkipLastField())
        {
            count += tag == MetricsTag ? 1 : 0;
        }
        return count;
    }

    private static string Short(string algorithm) => algorithm.Length <= 20 ? algorithm : algorithm[..20] + "…";
}
