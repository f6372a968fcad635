using System.Buffers;
using MQTTnet.Packets;

namespace FieldNode.Interop.Tests;

/// <summary>One connection: which numbers passed before which PINGREQ, and which of those were answered.</summary>
internal sealed class ConnectionWitness(WireWitness witness)
{
    private readonly Lock guard = new();
    private readonly Queue<List<long>> asked = new();
    private List<long> sent = [];

    /// <summary>A packet that the broker is about to get.</summary>
    public void FromNode(MqttPacket packet)
    {
        lock (guard)
        {
            switch (packet)
            {
                case MqttPublishPacket publish:
                    sent.AddRange(witness.Sent(publish.Topic, publish.Payload.ToArray()));
                    break;
                case MqttPingReqPacket:
                    asked.Enqueue(sent);
                    sent = [];
                    break;
            }
        }
    }

    /// <summary>A packet that the broker has sent.</summary>
    public void ToNode(MqttPacket packet)
    {
        lock (guard)
        {
            if (packet is MqttPingRespPacket && asked.TryDequeue(out List<long>? numbers))
            {
                witness.Arrived(numbers);
            }
        }
    }
}
