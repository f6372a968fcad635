using FieldNode.Mqtt;

namespace FieldNode.Cli.FleetSim;

/// <summary>The PC's wire, and a count of what goes through it.</summary>
internal sealed class CountedWire(IMqttWire inner, FleetSimCounts counts) : IMqttWire, IWireDetail
{
    public string LastFaultText => inner.LastFaultText;

    public int LastFaultDetail => (inner as IWireDetail)?.LastFaultDetail ?? 0;

    public MqttFault Open(int server, string host, int port)
    {
        counts.Attempted();
        MqttFault fault = inner.Open(server, host, port);
        counts.Opened();
        return fault;
    }

    public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS) =>
        inner.Connect(clientId, user, password, willTopic, will, willCount, keepAliveS);

    public MqttFault Subscribe(int packetId, string[] filters) => inner.Subscribe(packetId, filters);

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
    {
        MqttFault fault = inner.Publish(topic, payload, offset, count, qos, packetId);
        if (fault == MqttFault.None)
        {
            counts.Sent(topic.Length, count);
        }
        return fault;
    }

    public MqttFault PubAck(int packetId) => inner.PubAck(packetId);

    public MqttFault Ping()
    {
        counts.Pinged();
        return inner.Ping();
    }

    public MqttFault Disconnect() => inner.Disconnect();

    public MqttFault TryReceive(MqttInbound packet) => inner.TryReceive(packet);

    public void Close() => inner.Close();
}
