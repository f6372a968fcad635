using System.Text.Json;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// The part that needs no memory: bytes to the protobuf message, with Google.Protobuf. A host that knew our own codec
/// would find that codec right whatever it wrote.
/// </summary>
public static class HostDecoder
{
    /// <summary>Null if the bytes are no Sparkplug B payload; <paramref name="reason"/> then says why.</summary>
    public static Payload? Decode(ReadOnlySpan<byte> bytes, out string reason) => Decode(bytes, out _, out reason);

    /// <summary>The same; <paramref name="compression"/> says how it was packed, if it was (<see cref="CompressedPayload"/>).</summary>
    public static Payload? Decode(ReadOnlySpan<byte> bytes, out Compression? compression, out string reason)
    {
        reason = "";
        compression = null;
        try
        {
            Payload payload = Payload.Parser.ParseFrom(bytes);
            if (!CompressedPayload.Is(payload))
            {
                return payload;
            }
            Payload? within = CompressedPayload.Open(payload, out Compression how, out reason);
            compression = how;
            return within;
        }
        catch (InvalidProtocolBufferException failure)
        {
            reason = failure.Message;
            return null;
        }
    }

    /// <summary>STATE is JSON: <c>{"online":true,"timestamp":1668114759262}</c> (section 6.4.28).</summary>
    public static bool DecodeState(ReadOnlySpan<byte> bytes, out bool online, out ulong timestampMs, out string reason)
    {
        online = false;
        timestampMs = 0;
        reason = "";
        try
        {
            var reader = new Utf8JsonReader(bytes);
            JsonElement root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("online", out JsonElement flag)
                && flag.ValueKind is JsonValueKind.True or JsonValueKind.False
                && root.TryGetProperty("timestamp", out JsonElement stamp)
                && stamp.ValueKind == JsonValueKind.Number
                && stamp.TryGetUInt64(out timestampMs))
            {
                online = flag.GetBoolean();
                return true;
            }
            reason = "STATE needs online (true or false) and timestamp (ms)";
        }
        catch (JsonException)
        {
            reason = "STATE is no JSON object";
        }
        return false;
    }
}
