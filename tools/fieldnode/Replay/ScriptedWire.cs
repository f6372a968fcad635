using FieldNode.Mqtt;

namespace FieldNode.Cli;

/// <summary>The node's wire in a replay: attempts come to what the script says, and take about as long as they do in the field.</summary>
internal sealed class ScriptedWire : IMqttWire, IWireReady, IWireDetail
{
    private readonly SimNode node;
    private readonly SimWire wire;
    private MqttFault meets;
    private int detail;
    private bool isNextSilent;

    /// <param name="node">Whose wire it is.</param>
    /// <param name="wire">The one with the simulated broker at its other end.</param>
    internal ScriptedWire(SimNode node, SimWire wire) => (this.node, this.wire) = (node, wire);

    /// <inheritdoc />
    public bool IsReady => HasNetwork;

    /// <inheritdoc />
    public string LastFaultText => "";

    /// <inheritdoc />
    public int LastFaultDetail { get; private set; }

    /// <summary>False: the board has no address.</summary>
    internal bool HasNetwork { get; set; } = true;

    /// <summary>This is what attempts come to from now on; None: they succeed.</summary>
    internal void Meets(MqttFault fault, int withDetail)
    {
        HasNetwork = true;
        (meets, detail) = (fault, withDetail);
        SimBroker broker = wire.Broker;
        broker.ConnAckCode = fault is >= MqttFault.RefusedVersion and <= MqttFault.RefusedNotAuthorized ? fault - MqttFault.RefusedVersion + 1 : 0;
        broker.SubAckCode = fault == MqttFault.SubscribeRefused ? 0x80 : 1;
        SetMute(MqttKind.ConnAck, fault == MqttFault.NoConnAck);
        SetMute(MqttKind.SubAck, fault == MqttFault.NoSubAck);
    }

    /// <summary>The connection that stands fails.</summary>
    internal void Breaks(MqttFault fault) => wire.Fail(fault);

    /// <summary>The connection that stands is half open from now on: nothing comes back from the broker. If none stands, the next one will be, once it is there.</summary>
    internal void FallsSilent()
    {
        isNextSilent = !wire.IsOpen;
        SetSilent(wire.IsOpen);
    }

    /// <inheritdoc />
    public MqttFault Open(int server, string host, int port)
    {
        bool isOfOpen = meets is (>= MqttFault.NameNotFound and <= MqttFault.ConnectTimeout and not MqttFault.ConnectionLost)
            or (>= MqttFault.TlsFailed and <= MqttFault.TlsTimeout);
        wire.OpenFault = isOfOpen ? meets : MqttFault.None;
        LastFaultDetail = isOfOpen ? detail : 0;
        wire.WhileOpening = () => node.PassTime(TakesMs(wire.OpenFault));
        MqttFault fault = wire.Open(server, host, port);
        SetSilent(isNextSilent && fault == MqttFault.None);
        isNextSilent = isNextSilent && fault != MqttFault.None;
        return fault;
    }

    /// <inheritdoc />
    public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount, int keepAliveS)
    {
        MqttFault fault = wire.Connect(clientId, user, password, willTopic, will, willCount, keepAliveS);
        if (meets is MqttFault.ConnectionLost or >= MqttFault.NoPingResp)
        {
            wire.Fail(meets); // behind what the broker answers
        }
        return fault;
    }

    /// <inheritdoc />
    public MqttFault Subscribe(int packetId, string[] filters) => wire.Subscribe(packetId, filters);

    /// <inheritdoc />
    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId) => wire.Publish(topic, payload, offset, count, qos, packetId);

    /// <inheritdoc />
    public MqttFault PubAck(int packetId) => wire.PubAck(packetId);

    /// <inheritdoc />
    public MqttFault Ping() => wire.Ping();

    /// <inheritdoc />
    public MqttFault Disconnect() => wire.Disconnect();

    /// <inheritdoc />
    public MqttFault TryReceive(MqttInbound packet) => wire.TryReceive(packet);

    /// <inheritdoc />
    public void Close() => wire.Close();

    // A PC's time-outs: a board's connect may take 47 s (docs/device.md), but then the ring shows attempts that are further apart, and so does the script.
    private static int TakesMs(MqttFault fault) => fault switch
    {
        MqttFault.None => 300,
        MqttFault.NameNotFound => 100,
        MqttFault.Unreachable => 3000,
        MqttFault.ConnectTimeout => 10_000,
        MqttFault.ConnectionRefused => 2,
        MqttFault.TlsTimeout => 15_000,
        _ => 200,
    };

    private void SetSilent(bool isSilent)
    {
        SetMute(MqttKind.PingResp, isSilent);
        SetMute(MqttKind.PubAck, isSilent);
    }

    private void SetMute(MqttKind kind, bool isMute)
    {
        if (isMute)
        {
            wire.Broker.Mute.Add(kind);
        }
        else
        {
            wire.Broker.Mute.Remove(kind);
        }
    }
}
