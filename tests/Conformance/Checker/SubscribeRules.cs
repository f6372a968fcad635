using FieldNode.Host;

namespace FieldNode.Conformance;

/// <summary>What the node hears, and from when on (Sparkplug 3.0.0, 5.4 and 5.6).</summary>
internal sealed class SubscribeRules(GradeBook book, CheckerOptions options)
{
    private const string StateSubs = "operational-behavior-primary-application-state-with-multiple-servers-state-subs";

    internal void BeforeBirth(SessionState session, MessageType kind, string device)
    {
        const string Space = SparkplugTopic.Namespace;
        if (kind == MessageType.NBirth)
        {
            string command = $"{Space}/{options.Group}/NCMD/{options.Node}";
            book.Check("message-flow-edge-node-ncmd-subscribe", Hears(session, command), $"not subscribed to {command} at QoS 1");
            if (options is { PrimaryHost: not null, Servers.Count: > 1 })
            {
                string state = $"{Space}/STATE/{options.PrimaryHost}";
                book.Check(StateSubs, Hears(session, state), $"not subscribed to {state} at QoS 1");
            }
            return;
        }
        string write = $"{Space}/{options.Group}/DCMD/{options.Node}/{device}";
        book.Check("message-flow-device-dcmd-subscribe", Hears(session, write), $"not subscribed to {write} at QoS 1");
    }

    private static bool Hears(SessionState session, string topic) =>
        session.Subscriptions.Any(s => s.Qos == 1 && Matches(s.Filter.Split('/'), topic.Split('/')));

    /// <summary>MQTT 3.1.1, section 4.7.1.</summary>
    private static bool Matches(string[] filter, string[] topic)
    {
        for (int i = 0; i < filter.Length; i++)
        {
            if (filter[i] == "#")
            {
                return true;
            }
            if (i >= topic.Length || (filter[i] != "+" && filter[i] != topic[i]))
            {
                return false;
            }
        }
        return filter.Length == topic.Length;
    }
}
