using FieldNode.Host;

namespace FieldNode.Conformance.Run;

/// <summary>Writes down what the broker of a <see cref="SimNode"/> saw, as events that the checker takes.</summary>
internal sealed class SimRecorder(SimNode node, string group, string name)
{
    private readonly List<(int Behind, DeliverEvent Delivery)> deliveries = [];

    /// <summary>A host publishes; it is an event only if the node hears it.</summary>
    internal void Deliver(string topic, byte[] payload)
    {
        int behind = node.Broker.Packets.Count;
        if (node.Broker.Publish(topic, payload))
        {
            deliveries.Add((behind, new DeliverEvent(Utc(node.Clock.NowMs), Server(node.Broker.Server), topic, payload)));
        }
    }

    internal void State(string host, bool online, long timestampMs) => Deliver($"{SparkplugTopic.Namespace}/STATE/{host}",
        System.Text.Encoding.UTF8.GetBytes($$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{timestampMs}}}"""));

    internal void Rebirth() => Deliver(CommandWriter.NodeTopic(group, name), CommandWriter.Rebirth(DateTimeOffset.FromUnixTimeMilliseconds(node.Utc).UtcDateTime));

    internal Recording Stop(string title, CheckerOptions options)
    {
        List<WireEvent> events = [];
        bool connected = false;
        int next = 0;
        for (int at = 0; at <= node.Broker.Packets.Count; at++)
        {
            for (; next < deliveries.Count && deliveries[next].Behind <= at; next++)
            {
                events.Add(deliveries[next].Delivery);
            }
            if (at == node.Broker.Packets.Count)
            {
                break;
            }
            SimPacket packet = node.Broker.Packets[at];
            (long utcMs, string server) = (Utc(packet.AtMs), Server(packet.Server));
            switch (packet.Kind)
            {
                case SimPacketKind.Connect:
                    connected = true;
                    events.Add(new ConnectEvent(utcMs, server, true, packet.Topic, 1, false, packet.Payload));
                    break;
                case SimPacketKind.Subscribe:
                    events.AddRange(packet.Filters.Select(filter => new SubscribeEvent(utcMs, server, filter, 1)));
                    break;
                case SimPacketKind.Publish:
                    events.Add(new PublishEvent(utcMs, server, packet.Topic, packet.Qos, false, packet.Payload));
                    break;
                case SimPacketKind.Disconnect:
                    connected = false;
                    events.Add(new DisconnectEvent(utcMs, server));
                    break;
                case SimPacketKind.Close when connected:
                    connected = false;
                    events.Add(new LossEvent(utcMs, server));
                    break;
            }
        }
        return new Recording(title, options, events, Utc(node.Clock.NowMs) + options.AnswerMsMax + 1);
    }

    private static long Utc(long ms) => SimNode.Utc0 + ms;

    private static string Server(int server) => $"broker{server + 1}";
}
