using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>How a session ends (Sparkplug 3.0.0, 5.5 and 6.4.25).</summary>
internal sealed class DeathRules(GradeBook book)
{
    internal void TakeDeath(SessionState? session, Payload payload)
    {
        Metric? metric = payload.Metrics.Count == 1 ? payload.Metrics[0] : null;
        book.Check("topics-ndeath-payload", metric is not null && metric.Name == "bdSeq",
            "NDEATH holds something else than the one metric bdSeq");
        if (session?.WillBdSeq is ulong will)
        {
            ulong? bdSeq = NodeMessage.BdSeqOf(payload);
            book.Check("payloads-ndeath-bdseq", bdSeq == will, $"NDEATH with bdSeq {bdSeq}; {will} is due");
        }
        if (session is not null)
        {
            session.Leaving = true;
            session.NodeBorn = false;
            session.Born.Clear();
            session.Owed.Clear();
        }
    }

    internal void TakeDisconnect(SessionState session)
    {
        // A session that never got to its births has nothing that a host would have to be told of.
        if (session.Published == 0)
        {
            return;
        }
        book.Check(["operational-behavior-edge-node-intentional-disconnect-ndeath", "payloads-ndeath-will-message-publisher",
            "payloads-ndeath-will-message-publisher-disconnect-mqtt311"], session.Leaving, "DISCONNECT without an NDEATH before it");
        if (session.Leaving)
        {
            book.Check("operational-behavior-edge-node-intentional-disconnect-packet", true, "");
        }
    }
}
