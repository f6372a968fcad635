using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>One counter for all that a node sends, from 0 at NBIRTH, 255 to 0 (Sparkplug 3.0.0, 6.4.5 and 4.2 to 4.4).</summary>
internal sealed class SequenceRules(GradeBook book)
{
    private const ulong Count = 256;

    internal void Take(SessionState session, Payload payload, MessageType kind)
    {
        if (kind == MessageType.NDeath)
        {
            book.Check(["payloads-ndeath-seq", "topics-ndeath-seq"], !payload.HasSeq, $"NDEATH with seq {payload.Seq}");
            return;
        }
        bool there = payload.HasSeq && payload.Seq < Count;
        string got = payload.HasSeq ? $"seq {payload.Seq}" : "no seq";
        book.Check("payloads-sequence-num-always-included", payload.HasSeq, got);
        if (kind == MessageType.NBirth)
        {
            book.Check(["message-flow-edge-node-birth-publish-nbirth-payload-seq", "payloads-nbirth-seq",
                "payloads-sequence-num-req-nbirth"], there, $"{got}; 0 to 255 is due");
            book.Check("topics-nbirth-seq-num", payload.HasSeq && payload.Seq == 0, $"{got}; 0 is due");
            session.NextSeq = there ? (payload.Seq + 1) % Count : null;
            return;
        }
        string name = SparkplugTopic.TextOf(kind).ToLowerInvariant();
        book.Check($"payloads-{name}-seq", there, got);
        if (kind == MessageType.DDeath)
        {
            book.Check("payloads-ddeath-seq-number", there, got);
        }
        if (session.NextSeq is ulong due)
        {
            string wrong = $"{got}; {due} is due";
            book.Check("payloads-sequence-num-incrementing", there && payload.Seq == due, wrong);
            book.Check(IncrementIds(kind, name), there && payload.Seq == due, wrong);
        }
        session.NextSeq = there ? (payload.Seq + 1) % Count : session.NextSeq;
    }

    private static string[] IncrementIds(MessageType kind, string name) => kind == MessageType.DBirth
        ? ["topics-dbirth-seq", "payloads-dbirth-seq-inc", "message-flow-device-birth-publish-dbirth-payload-seq"]
        : [$"topics-{name}-seq-num", $"payloads-{name}-seq-inc"];
}
