using FieldNode.Host;

namespace FieldNode.Conformance;

/// <summary>Who may publish what when (Sparkplug 3.0.0, 5.4 to 5.7 and 6.4.19 to 6.4.24).</summary>
internal sealed class OrderRules(GradeBook book, CheckerOptions options)
{
    internal void Take(SessionState? session, NodeMessage message, MessageType kind)
    {
        bool connected = session is not null;
        if (message.IsBirth && !options.PublishesOnly)
        {
            book.Check("message-flow-edge-node-birth-publish-connect", connected, "a birth without an MQTT session");
        }
        if (session is null)
        {
            return;
        }
        // An NDEATH may be the first message of a session that waited for its primary host in vain.
        if (session.Published == 0 && kind != MessageType.NDeath)
        {
            book.Check("principles-birth-certificates-order", kind == MessageType.NBirth,
                $"the session's first message is {SparkplugTopic.TextOf(kind)}");
        }
        session.Published++;
        switch (kind)
        {
            case MessageType.DBirth:
                TakeBirth(session, message);
                break;
            case MessageType.NData:
                TakeData(session, "ndata", session.NodeBorn, "the node is not born");
                break;
            case MessageType.DData:
                TakeData(session, "ddata", session.NodeBorn && session.Born.Contains(message.Device), "its device is not born");
                break;
            case MessageType.DDeath:
                book.Check("operational-behavior-device-ddeath", session.Born.Contains(message.Device) || session.Owed.Contains(message.Device),
                    $"DDEATH of '{message.Device}', which is not born");
                session.Born.Remove(message.Device);
                session.Owed.Remove(message.Device);
                break;
        }
        if (session.Leaving)
        {
            book.Check("operational-behavior-edge-node-intentional-disconnect-packet", false,
                $"{SparkplugTopic.TextOf(kind)} after the node's own NDEATH");
        }
    }

    private void TakeBirth(SessionState session, NodeMessage message)
    {
        book.Check("message-flow-device-birth-publish-nbirth-wait", session.NodeBorn, "DBIRTH before NBIRTH");
        book.Check("payloads-dbirth-order", session.NodeBorn, "DBIRTH before NBIRTH");
        if (session.Born.Contains(message.Device))
        {
            // Whatever made the device be born anew, hosts were not told that it had gone.
            book.Check("operational-behavior-device-ddeath", false, $"'{message.Device}' is born again without DDEATH or NBIRTH");
        }
    }

    private void TakeData(SessionState session, string data, bool born, string wrong)
    {
        bool owes = session.Owed.Count > 0;
        string owed = owes ? $"no DBIRTH yet of '{session.Owed.First()}', which was alive at the NBIRTH" : "";
        book.Check($"payloads-{data}-order", born && !owes, born ? owed : wrong);
        book.Check("payloads-dbirth-order", !owes, owed);
        session.Owed.Clear(); // said once
    }
}
