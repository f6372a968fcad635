extern alias device;

using device::FieldNode;
using device::FieldNode.Field;
using device::FieldNode.Field.Modbus;
using device::FieldNode.Journal;
using device::FieldNode.Mqtt;
using device::FieldNode.Settings;

using FieldNode.Benchmarks.Il;

namespace DeviceIl;

/// <summary>A board for the rewritten device build: a line whose slave answers every register anew, and a wire that grants everything.</summary>
internal sealed class IlBoard : INodePorts, IMqttWire, IFlashStore, IHealth, INodeLog, ISerialLine
{
    private readonly byte[] reply = new byte[256];
    private MqttKind next;
    private int packetId;
    private int left;

    /// <summary>Each poll gives other values; false: the same again.</summary>
    public bool Changing { get; set; } = true;

    public int Polls { get; private set; }
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

    int ISerialLine.Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(left, count);
        Array.Copy(reply, 0, buffer, offset, taken);
        left -= taken;
        return taken;
    }

    SerialFault ISerialLine.Write(byte[] buffer, int offset, int count)
    {
        int registers = buffer[offset + 5];
        (reply[0], reply[1], reply[2]) = (buffer[offset], buffer[offset + 1], (byte)(2 * registers));
        Polls++;
        for (int i = 0; i < 2 * registers; i++)
        {
            // Floats of about 2: the top byte 0x40, the lowest one moving with each poll.
            reply[3 + i] = (byte)(i % 4 == 0 ? 0x40 : i % 4 == 3 && Changing ? Polls : i % 4 == 3 ? 1 : i);
        }

        global::FieldNode.Field.Modbus.ModbusCrc.Append(reply, 0, 3 + 2 * registers);
        left = 5 + 2 * registers;
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
        (next, packetId) = (MqttKind.SubAck, id);
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
        (packet.Kind, packet.Code, packet.PacketId) = (next, 0, packetId);
        next = MqttKind.Nothing;
        return MqttFault.None;
    }

    void IMqttWire.Close() => next = MqttKind.Nothing;
}
