using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FieldNode.Host;
using FieldNode.Sparkplug;

namespace FieldNode.Fuzz;

/// <summary>A node's reader of STATE against System.Text.Json: it takes what that one reads as a STATE, less what docs/SPEC.md leaves out.</summary>
internal sealed class StateTarget : FuzzTarget
{
    private const int NestedMax = 9; // the object itself, and eight within it
    private const long TimeMax = (1L << 53) - 1;

    private readonly StateText state = new();

    internal override string Name => "state";

    internal override string What => "STATE of a primary host, JSON and text, against System.Text.Json; no memory, and the host side's reader beside it";

    internal override int BytesMax => StateText.BytesMax + 16;

    internal override long StepsMax => 60_000;

    internal override IReadOnlyList<byte[]> Words { get; } = Bytes.Utf8("{", "}", "[", "]", ":", ",", "\"", "\"online\"", "\"timestamp\"", "true", "false", "null", "\\u0041", "\\n", "\\\"",
        "-", "0", "1e5", "1.5", "9007199254740991", "9007199254740992", "1668114759262", " ", "\t", "\"bdSeq\":1", "ONLINE", "OFFLINE", "[[[[[[[[", "{\"a\":");

    internal override IEnumerable<byte[]> Seeds() => Bytes.Utf8("""{"online":true,"timestamp":1668114759262}""", """{"timestamp":1668114759262,"online":false}""",
        " {\r\n\t\"online\" : true , \"timestamp\" : 0 } \n", """{"online":true,"bdSeq":7,"timestamp":9007199254740991}""",
        """{"a":{"online":false,"b":[1,-2.5e+3,"}",null]},"online":true,"t":"\"\u00e9","timestamp":5}""", "ONLINE", "OFFLINE");

    internal override void Run(byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        state.IsLegacy = true;
        bool isText = state.Read(input, 0, input.Length);
        bool isOnline = state.IsOnline;
        state.IsLegacy = false;
        bool isTaken = state.Read(input, 0, input.Length);
        Must(GC.GetAllocatedBytesForCurrentThread() == before, "the reader took memory");
        string text = input.Length < 10 ? Encoding.Latin1.GetString(input) : "";
        Must(isText == text is "ONLINE" or "OFFLINE", "text of version 2.2");
        Must(!isText || isOnline == (text == "ONLINE"), "text of version 2.2, the other way round");
        if (isTaken || IsThorough)
        {
            JudgeJson(input, isTaken);
            JudgeHost(input, isTaken);
        }
    }

    private void JudgeJson(byte[] input, bool isTaken)
    {
        if (!Utf8.IsValid(input))
        {
            return; // within a text that is skipped a node looks at no byte above 0x1F; what it takes of the rest is the same
        }
        (bool Online, long Time)? read = Read(input);
        Must(isTaken == (read is not null && input.Length <= StateText.BytesMax), isTaken ? "taken, and System.Text.Json reads none" : "refused, and System.Text.Json reads one");
        Must(!isTaken || read == (state.IsOnline, state.TimestampMs), "values");
    }

    private static (bool Online, long Time)? Read(byte[] input)
    {
        try
        {
            var reader = new Utf8JsonReader(input, new JsonReaderOptions { MaxDepth = NestedMax });
            bool? online = null;
            long? time = null;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                // As written, not as escaped: a name that is spelled with \u is another member to a node.
                bool isOnline = reader.ValueSpan.SequenceEqual("online"u8);
                bool isTime = reader.ValueSpan.SequenceEqual("timestamp"u8);
                reader.Read();
                if (isOnline)
                {
                    if (online is not null || reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                    {
                        return null;
                    }
                    online = reader.GetBoolean();
                }
                else if (isTime)
                {
                    if (time is not null || reader.TokenType != JsonTokenType.Number || reader.ValueSpan.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
                        || !reader.TryGetInt64(out long number) || number > TimeMax)
                    {
                        return null;
                    }
                    time = number;
                }
                else
                {
                    reader.Skip();
                }
            }
            while (reader.Read())
            {
            }
            return online is { } on && time is { } at ? (on, at) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The tool's reader is milder, and never the other way round.
    private void JudgeHost(byte[] input, bool isTaken)
    {
        bool isRead = HostDecoder.DecodeState(input, out bool online, out ulong time, out string reason);
        Must(isRead || reason.Length > 0, "refused without a word");
        Must(!isTaken || !Utf8.IsValid(input) || (isRead && online == state.IsOnline && (long)time == state.TimestampMs) || HasEscapedName(input), "the node takes what the tool does not");
    }

    // The tool reads a name that is spelled with \u as what it means, and of two it takes the last.
    private static bool HasEscapedName(byte[] input) => input.AsSpan().IndexOf((byte)'\\') >= 0;
}
