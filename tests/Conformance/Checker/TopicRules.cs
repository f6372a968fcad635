using FieldNode.Host;

namespace FieldNode.Conformance;

/// <summary>Topics and the ids in them (Sparkplug 3.0.0, chapter 4 and 1.5).</summary>
internal sealed class TopicRules(GradeBook book, CheckerOptions options)
{
    internal void Take(NodeMessage message)
    {
        string[] levels = message.Levels;
        book.Check("topic-structure-namespace-a", levels[0] == SparkplugTopic.Namespace, $"the namespace is '{levels[0]}'");
        int due = message.OfDevice ? 5 : 4;
        bool knows = message.Kind is not null && levels.Length > 2 && levels[2] == SparkplugTopic.TextOf(message.Kind.Value);
        book.Check("topic-structure", knows && levels.Length == due && levels.All(l => l.Length > 0),
            "not namespace/group/type/node[/device]");
        if (message.Kind is not MessageType kind)
        {
            return;
        }
        CheckIds(levels, message.OfDevice);
        book.Check(message.OfDevice ? "topic-structure-namespace-device-id-associated-message-types"
            : "topic-structure-namespace-device-id-non-associated-message-types", levels.Length == due,
            message.OfDevice ? "no device id, or more than one" : "a device id in a message of the node");
        string text = SparkplugTopic.TextOf(kind);
        string expected = $"{SparkplugTopic.Namespace}/{options.Group}/{text}/{options.Node}"
            + (message.OfDevice ? "/" + message.Device : "");
        bool right = message.Sender.Topic == expected && levels.Length == due && (!message.OfDevice || message.Device.Length > 0);
        book.Check(TopicIds(kind), right, $"the topic is not {expected}");
        if (kind == MessageType.DBirth)
        {
            book.Check("message-flow-device-birth-publish-dbirth-match-edge-node-topic",
                levels.Length > 3 && levels[1] == options.Group && levels[3] == options.Node,
                $"group or node differ from the NBIRTH's, {options.Group} and {options.Node}");
        }
    }

    private void CheckIds(string[] levels, bool ofDevice)
    {
        CheckId("group", levels.ElementAtOrDefault(1));
        CheckId("edge-node", levels.ElementAtOrDefault(3));
        if (ofDevice)
        {
            CheckId("device", levels.ElementAtOrDefault(4));
        }
    }

    private void CheckId(string which, string? id)
    {
        // An observer gets a topic as text: bytes that are not UTF-8 stand there as U+FFFD.
        book.Check($"intro-{which}-id-string", !string.IsNullOrEmpty(id) && !id.Contains('\uFFFD'), "an id is empty or not UTF-8");
        book.Check($"intro-{which}-id-chars", id is null || id.IndexOfAny(['+', '#', '\0']) < 0, $"'{id}' has + # or NUL");
    }

    private static string[] TopicIds(MessageType kind) => kind switch
    {
        MessageType.NBirth => ["topics-nbirth-topic", "message-flow-edge-node-birth-publish-nbirth-topic"],
        MessageType.NData => ["topics-ndata-topic"],
        MessageType.NDeath => ["topics-ndeath-topic"],
        MessageType.DBirth => ["topics-dbirth-topic", "message-flow-device-birth-publish-dbirth-topic"],
        MessageType.DData => ["topics-ddata-topic"],
        _ => ["topics-ddeath-topic"],
    };
}
