using FieldNode.Mqtt;

namespace FieldNode.OnDevice.Pc;

/// <summary>A wire that goes to a port of this PC, whatever the settings say.</summary>
internal sealed class RedirectedWire(IMqttWire wire, int port) : IMqttWire
{
    public string LastFaultText => wire.LastFaultText;

    public MqttFault Open(int server, string host, int unused) => wire.Open(server, "127.0.0.1", port);

    public MqttFault Connect(
        string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS) =>
        wire.Connect(clientId, user, password, willTopic, will, willCount, keepAliveS);

    public MqttFault Subscribe(int packetId, string[] filters) => wire.Subscribe(packetId, filters);

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId) =>
        wire.Publish(topic, payload, offset, count, qos, packetId);

    public MqttFault PubAck(int packetId) => wire.PubAck(packetId);

    public MqttFault Ping() => wire.Ping();

    public MqttFault Disconnect() => wire.Disconnect();

    public MqttFault TryReceive(MqttInbound packet) => wire.TryReceive(packet);

    public void Close() => wire.Close();
}
