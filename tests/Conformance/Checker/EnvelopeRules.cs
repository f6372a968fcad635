using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>QoS, retain flag, decoding and the payload's timestamp (Sparkplug 3.0.0, 4.1 to 4.4 and 6.4).</summary>
internal sealed class EnvelopeRules(GradeBook book, CheckerOptions options)
{
    internal void Take(NodeMessage message, MessageType kind)
    {
        int qos = message.Sender.Qos;
        bool retain = message.Sender.Retain;
        // No statement gives the QoS of an NDEATH that the node publishes itself; and what an observer gets has its own QoS and retain flag.
        if (kind != MessageType.NDeath && !options.PublishesOnly && !options.FlagsUnseen)
        {
            string name = SparkplugTopic.TextOf(kind).ToLowerInvariant();
            book.Check($"topics-{name}-mqtt", qos == 0 && !retain, $"QoS {qos}, retain {retain}");
            if (kind != MessageType.DDeath)
            {
                book.Check($"payloads-{name}-qos", qos == 0, $"QoS {qos}");
                book.Check($"payloads-{name}-retain", !retain, "retained");
            }
        }
        if (Flow(kind) is string flow)
        {
            if (!options.PublishesOnly && !options.FlagsUnseen)
            {
                book.Check($"{flow}-qos", qos == 0, $"QoS {qos}");
                book.Check($"{flow}-retained", !retain, "retained");
            }
            book.Check($"{flow}-payload", message.Payload is not null, $"no Sparkplug payload: {message.DecodeError}");
        }
        if (message.Payload is Payload payload && kind != MessageType.NDeath)
        {
            CheckTime(payload, kind, message.Sender.UtcMs);
        }
    }

    private void CheckTime(Payload payload, MessageType kind, long utcMs)
    {
        string name = SparkplugTopic.TextOf(kind).ToLowerInvariant();
        string late = payload.HasTimestamp
            ? $"timestamp {payload.Timestamp} is {(long)payload.Timestamp - utcMs} ms from the time of receipt"
            : "no timestamp";
        if (kind != MessageType.DDeath)
        {
            book.Check($"topics-{name}-timestamp", payload.HasTimestamp, late);
        }
        bool inWindow = payload.HasTimestamp && IsInWindow(payload.Timestamp, utcMs, options.AgeMsMax);
        book.Check($"payloads-{name}-timestamp", inWindow, late);
        book.Check("payloads-timestamp-in-UTC", inWindow, late);
    }

    internal bool IsInWindow(ulong timestamp, long utcMs, long ageMsMax) =>
        timestamp <= (ulong)(utcMs + options.AheadMsMax) && (long)timestamp >= utcMs - ageMsMax;

    private static string? Flow(MessageType kind) => kind switch
    {
        MessageType.NBirth => "message-flow-edge-node-birth-publish-nbirth",
        MessageType.DBirth => "message-flow-device-birth-publish-dbirth",
        _ => null,
    };
}
