using System.Buffers;
using MQTTnet.Packets;

namespace FieldNode.Conformance;

/// <summary>MQTT packets of a node's connection, as a broker decodes them, in the checker's terms. Packets that no statement speaks of give nothing.</summary>
public static class PacketEvents
{
    /// <summary>What a packet of the node says.</summary>
    public static IEnumerable<WireEvent> FromNode(MqttPacket packet, long utcMs, string server)
    {
        switch (packet)
        {
            case MqttConnectPacket connect:
                yield return new ConnectEvent(utcMs, server, connect.CleanSession, connect.WillFlag ? connect.WillTopic : null,
                    (int)connect.WillQoS, connect.WillRetain, connect.WillMessage ?? []);
                break;
            case MqttSubscribePacket subscribe:
                foreach (MqttTopicFilter filter in subscribe.TopicFilters)
                {
                    yield return new SubscribeEvent(utcMs, server, filter.Topic, (int)filter.QualityOfServiceLevel);
                }
                break;
            case MqttPublishPacket publish:
                yield return new PublishEvent(
                    utcMs, server, publish.Topic, (int)publish.QualityOfServiceLevel, publish.Retain, publish.Payload.ToArray());
                break;
            case MqttDisconnectPacket:
                yield return new DisconnectEvent(utcMs, server);
                break;
        }
    }

    /// <summary>What a packet to the node says.</summary>
    public static IEnumerable<WireEvent> ToNode(MqttPacket packet, long utcMs, string server)
    {
        if (packet is MqttPublishPacket publish)
        {
            yield return new DeliverEvent(utcMs, server, publish.Topic, publish.Payload.ToArray());
        }
    }
}
