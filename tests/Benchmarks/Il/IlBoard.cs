extern alias device;

using device::FieldNode;
using device::FieldNode.Field;
using device::FieldNode.Journal;
using device::FieldNode.Mqtt;
using device::FieldNode.Settings;

using FieldNode.Benchmarks.Il;
using FloatSlave = FieldNode.FloatSlave;
using nanoFramework.M2Mqtt;

namespace DeviceIl;

/// <summary>A board for the rewritten device build: a line whose slave answers every register anew, and a wire that grants everything.</summary>
internal sealed class IlBoard : INodePorts, IMqttWire, ITopicKeeper, IFlashStore, IHealth, INodeLog, ISerialLine
{
    // Its CRC by the PC build: the board does not count.
    // What publishes is the device's own port, over a socket that takes everything.
    private readonly IMqttWire port = (IMqttWire)DeviceAssembly.Create("FieldNode.Esp32.M2MqttWire", new TakingChannel(), null, 1024);
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

    /// <summary>The reply is not there yet.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How often the session looked for a packet.</summary>
    public int Looked { get; private set; }

    public int Polls => slave.Polls;
    public int Published { get; private set; }
    public int LastCount { get; private set; }

    public IMqttWire Wire => this;
    public IFlashStore Store => this;
    public IHealth Health => this;
    public INodeLog Log => this;
    public string PasswordOf(int server) => null!;
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

    int ISerialLine.Read(byte[] buffer, int offset, int count) => IsSilent ? 0 : slave.Take(buffer, offset, count);

    SerialFault ISerialLine.Write(byte[] buffer, int offset, int count)
    {
        slave.Ask(buffer, offset);
        return SerialFault.None;
    }

    int ISerialLine.IdleUs() => 100_000;

    void ISerialLine.Close() => IsOpen = false;

    public void Keep(string[] topics) => ((ITopicKeeper)port).Keep(topics);

    MqttFault IMqttWire.Open(int server, string host, int at) => port.Open(server, host, at);

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
        return port.Publish(topic, payload, offset, count, qos, id);
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
        Looked++;
        (packet.Kind, packet.Code, packet.Codes, packet.PacketId) = (next, 0, codes, packetId);
        next = MqttKind.Nothing;
        return MqttFault.None;
    }

    void IMqttWire.Close() => next = MqttKind.Nothing;

    private sealed class TakingChannel : IMqttNetworkChannel
    {
        public bool DataAvailable => false;
        public bool ValidateServerCertificate { get; set; }

        public int Receive(byte[] buffer) => 0;

        public int Receive(byte[] buffer, int timeout) => 0;

        public int Send(byte[] buffer) => buffer.Length;

        public void Close()
        {
        }

        public void Connect()
        {
        }

        public void Accept()
        {
        }
    }
}
