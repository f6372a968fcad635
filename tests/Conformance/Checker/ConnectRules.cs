using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>CONNECT with its will, and the count of bdSeq (Sparkplug 3.0.0, 2.1.6, 5.4 and 6.4.25).</summary>
internal sealed class ConnectRules(GradeBook book, CheckerOptions options)
{
    private const string Flow = "message-flow-edge-node-birth-publish-will-message";

    private ulong? lastBdSeq;

    internal void Take(ConnectEvent connect, SessionState session)
    {
        if (!options.FlagsUnseen)
        {
            book.Check("principles-persistence-clean-session-311", connect.CleanSession, "Clean Session is 0");
        }
        bool hasWill = connect.WillTopic is not null;
        book.Check([Flow, "payloads-ndeath-will-message"], hasWill, "CONNECT without a will");
        if (!hasWill)
        {
            return;
        }
        string due = $"{SparkplugTopic.Namespace}/{options.Group}/NDEATH/{options.Node}";
        book.Check($"{Flow}-topic", connect.WillTopic == due, $"the will's topic is {connect.WillTopic}; {due} is due");
        if (!options.FlagsUnseen)
        {
            book.Check([$"{Flow}-qos", "payloads-ndeath-will-message-qos"], connect.WillQos == 1, $"the will has QoS {connect.WillQos}");
            book.Check([$"{Flow}-will-retained", "payloads-ndeath-will-message-retain"], !connect.WillRetain, "the will is retained");
        }
        (Payload? payload, string? error) = NodeMessage.Decode(connect.WillPayload);
        book.Check($"{Flow}-payload", payload is not null, $"the will is no Sparkplug payload: {error}");
        if (payload is null)
        {
            return;
        }
        book.Check(["payloads-ndeath-seq", "topics-ndeath-seq"], !payload.HasSeq, $"the will has seq {payload.Seq}");
        TakeBdSeq(payload, session);
    }

    private void TakeBdSeq(Payload payload, SessionState session)
    {
        Metric? metric = payload.Metrics.Count == 1 ? payload.Metrics[0] : null;
        book.Check("topics-ndeath-payload", metric is not null && metric.Name == "bdSeq",
            "the will holds something else than the one metric bdSeq");
        ulong? bdSeq = NodeMessage.BdSeqOf(payload);
        bool typed = bdSeq < 256 && payload.Metrics.First(m => m.Name == "bdSeq").Datatype == (uint)SparkplugType.Int64;
        bool next = lastBdSeq is not ulong last || (options.LinksBreak ? bdSeq != last : bdSeq == (last + 1) % 256);
        string wrong = $"bdSeq {bdSeq?.ToString() ?? "is missing"}"
            + (lastBdSeq is null ? "" : $"; {(lastBdSeq + 1) % 256} is due after {lastBdSeq}");
        book.Check($"{Flow}-payload-bdSeq", typed && next, typed ? wrong : "bdSeq is no Int64 from 0 to 255");
        book.Check("topics-nbirth-bdseq-increment", bdSeq is not null && next, wrong);
        session.WillBdSeq = bdSeq;
        lastBdSeq = bdSeq ?? lastBdSeq;
    }
}
