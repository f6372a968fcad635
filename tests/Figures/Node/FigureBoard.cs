extern alias device;

using device::FieldNode;
using device::FieldNode.Field;
using device::FieldNode.Journal;
using device::FieldNode.Mqtt;
using device::FieldNode.Settings;

using FieldNode.Figures.Heap;

namespace DeviceFigures;

/// <summary>
/// A board for the device build on .NET: a broker that grants everything, slaves that answer every register, a store in memory. Nothing of it is
/// weighed; in its place stands what boards/esp32 has (see <see cref="StandIn"/>).
/// </summary>
internal class FigureBoard : INodePorts, IFieldPorts, IEventPorts, IIdentityPorts, IMqttWire, ITopicKeeper, IFlashStore, IHealth, INodeLog, II2cBus, IAnalogInput
{
    private StoreWatch? watch;
    private readonly List<(SlaveLine Line, LineSettings Settings)> lines = [];
    private readonly List<object> unweighed = [];
    private string[] kept = [];
    private MqttKind next;
    private int packetId;
    private int codes;

    public FigureBoard() => Events = new EventRing(this);

    /// <summary>The pins of a board. A line keeps those of its port.</summary>
    public BoardPins Pins { get; } = BoardPins.FindWired("olimex-esp32-poe-iso-wrover");

    public int Published { get; private set; }

    /// <summary>Longest payload that was published.</summary>
    public int LongestPayload { get; private set; }

    /// <summary>Topics that were published to.</summary>
    public HashSet<string> Topics { get; } = [];

    public IMqttWire Wire => this;
    public virtual IFlashStore Store => watch ??= new StoreWatch(this);
    public IHealth Health => this;

    public int SettingsCrc => -559038737;

    public long CertificateEndMs => 2051222400000; // 2035-01-01
    public INodeLog Log => this;
    public EventRing Events { get; }
    public string PasswordOf(int server) => null!;
    public string Version => "0.1.0";
    public string LastFaultText => "";
    public double FullScaleVolts => 3.3;

    /// <summary>Number of serial lines.</summary>
    public int LineCount => lines.Count;

    /// <summary>What the device has instead of this board's parts.</summary>
    public virtual void StandIn(HeapWalk walk)
    {
        object wire = DeviceImage.New("M2MqttWire", null, null, DeviceImage.Constant("M2MqttWire", "UsualPacketMax"));
        ((ITopicKeeper)wire).Keep(kept);
        walk.Walk(wire, "FieldNode.Esp32.M2MqttWire", "");
        walk.Replace(this, wire); // whatever it was taken for: the others are added by the caller
        foreach ((SlaveLine line, LineSettings settings) in lines)
        {
            walk.Replace(line, DeviceImage.New("Rs485Line", settings, Pins.Uarts[0]));
        }

        unweighed.ForEach(o => walk.Replace(o, null));
    }

    public ISerialLine CreateLine(LineSettings line)
    {
        lines.Add((new SlaveLine(), line));
        return lines[^1].Line;
    }

    public ISensorFactory CreateSensors(BusSettings[] buses)
    {
        var factory = new PartFactory(buses.Length);
        foreach (BusSettings bus in buses)
        {
            switch (bus.Kind)
            {
                case "i2c": factory.Add(bus.Name, (II2cBus)this); break;
                case "adc": factory.Add(bus.Name, (IAnalogInput)this); break;
                case "spi": factory.Add(bus.Name, (ISpiDevice)Unweighed(new SilentBus())); break;
                default: factory.Add(bus.Name, (IOneWireBus)Unweighed(new SilentBus())); break;
            }
        }

        return factory;
    }

    public IDigitalPin CreatePin(int pin) => (IDigitalPin)Unweighed(new SilentPin());

    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => (IPulseCounter)Unweighed(new SilentPin());

    public long FreeMemoryBytes() => 65536;

    public int LastReset() => 0;

    public void Write(NodeEvent what, int number, string name)
    {
    }

    public bool Write(string name, byte[] content, int offset, int count) => true;

    public int Read(string name, byte[] buffer, int offset, int count) => -1;

    public bool Delete(string name) => true;

    public string[] List() => [];

    public void Keep(string[] topics) => kept = topics;

    public MqttFault Open(int server, string host, int port) => MqttFault.None;

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
        Topics.Add(topic);
        LongestPayload = Math.Max(LongestPayload, count);
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

    public void Close() => next = MqttKind.Nothing;

    public I2cResult Write(int address, byte[] bytes, int count) => I2cResult.Nak;

    public I2cResult Read(int address, byte[] buffer, int count) => I2cResult.Nak;

    public I2cResult WriteRead(int address, byte[] bytes, int writeCount, byte[] buffer, int readCount) => I2cResult.Nak;

    public I2cResult Recover() => I2cResult.Ok;

    bool IAnalogInput.Open() => true;

    public double ReadVolts() => 1;

    private object Unweighed(object part)
    {
        unweighed.Add(part);
        return part;
    }
}
