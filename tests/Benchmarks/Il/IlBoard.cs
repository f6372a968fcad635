extern alias device;

using device::FieldNode;
using device::FieldNode.Field;
using device::FieldNode.Journal;
using device::FieldNode.Mqtt;
using device::FieldNode.Settings;

using FloatSlave = FieldNode.FloatSlave;

namespace DeviceIl;

/// <summary>A board for the rewritten device build: a line whose slave answers every register anew, and a wire that grants everything.</summary>
internal sealed class IlBoard : INodePorts, IMqttWire, IFlashStore, IHealth, INodeLog, ISerialLine
{
    // Its CRC by the PC build: the board does not count.
    private readonly FloatSlave slave = new(global::FieldNode.Field.Modbus.ModbusCrc.Append);
    private MqttKind next;
    private int packetId;
    private int codes;

    /// <summary>Each poll gives other values; false: the same again.</summary>
    public bool Changing
    {
        get => slave.Changing;
        set => slave.Changing = value;
    }

    public int Polls => slave.Polls;
    public int Published { get; private set; }
    public int LastCount { get; private set; }

    public IMqttWire Wire => this;
    public IFlashStore Store => this;
    public IHealth Health => this;
    public INodeLog Log => this;
    public string Password => null!;
    public string Version => "0";
    public string LastFaultText => "";
    public bool IsOpen { get; private set; }

    public ISerialLine CreateLine(LineSettings line) => this;

    public long FreeMemoryBytes() => 65536;

    public int LastReset() => 0;

    public void Write(NodeEvent what, int number, string name)
    {
    }

    public bool Write(string name, byte[] content, int offset, int count) => true;

    public int Read(string name, byte[] buffer, int offset, int count) => -1;

    public bool Delete(string name) => true;

    public string[] List() => [];

    SerialFault ISerialLine.Open()
    {
        IsOpen = true;
        return SerialFault.None;
    }

    int ISerialLine.Read(byte[] buffer, int offset, int count) => slave.Take(buffer, offset, count);

    SerialFault ISerialLine.Write(byte[] buffer, int offset, int count)
    {
        slave.Ask(buffer, offset);
        return SerialFault.None;
    }

    int ISerialLine.IdleUs() => 100_000;

    void ISerialLine.Close() => IsOpen = false;

    MqttFault IMqttWire.Open(string host, int port) => MqttFault.None;

    public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        next = MqttKind.ConnAck;
        return MqttFault.None;
    }

    public MqttFault Subscribe(int id, string[] filters)
    {
        (next, packetId, codes) = (MqttKind.SubAck, id, filters.Length);
        return MqttFault.None;
    }

    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int id)
    {
        Published++;
        LastCount = count;
        return MqttFault.None;
    }

    public MqttFault PubAck(int id) => MqttFault.None;

    public MqttFault Ping()
    {
        next = MqttKind.PingResp;
        return MqttFault.None;
    }

    public MqttFault Disconnect() => MqttFault.None;

    public MqttFault TryReceive(MqttInbound packet)
    {
        (packet.Kind, packet.Code, packet.Codes, packet.PacketId) = (next, 0, codes, packetId);
        next = MqttKind.Nothing;
        return MqttFault.None;
    }

    void IMqttWire.Close() => next = MqttKind.Nothing;
}
