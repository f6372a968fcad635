using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using FieldNode.Mqtt;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace FieldNode.Virtual.Mqtt;

/// <summary>
/// MQTT 3.1.1 packets by MQTTnet's formatter over our own TLS connection. See <see cref="IMqttWire"/> for what it owes.
/// </summary>
public sealed class MqttNetWire : IMqttWire, IWireDetail, IDisposable
{
    private readonly BrokerDialer dialer;
    private readonly MqttPacketFormatterAdapter formatter;
    private readonly MqttPublishPacket publish = new();
    private readonly MqttPubAckPacket pubAck = new();
    private readonly MqttDisconnectPacket disconnect = new();

    private byte[] frame = new byte[4096];
    private BrokerConnection? connection;
    private WireFailure failure = new(MqttFault.None, "");

    /// <summary>A wire that is not open yet.</summary>
    /// <exception cref="ArgumentException">There is no identity, and plain TCP was not asked for.</exception>
    public MqttNetWire(MqttNetOptions options)
    {
        if (options.Identity == null && !options.PlainTcp)
        {
            throw new ArgumentException("an identity is needed, unless plain TCP is asked for", nameof(options));
        }

        dialer = new BrokerDialer(options);
        formatter = new MqttPacketFormatterAdapter(MqttProtocolVersion.V311, new MqttBufferWriter(4096, 65535));
    }

    /// <summary>A wire that is open, over a connection that somebody else made.</summary>
    internal MqttNetWire(MqttNetOptions options, BrokerConnection open)
        : this(options) => connection = open;

    /// <inheritdoc/>
    public string LastFaultText => failure.Text;

    /// <inheritdoc/>
    public int LastFaultDetail => failure.Detail;

    /// <inheritdoc/>
    public MqttFault Open(int server, string host, int port)
    {
        Close();
        failure = new WireFailure(MqttFault.None, ""); // the words of a former fault are not those of the next
        connection = dialer.Dial(server, host, port, out WireFailure why);
        return connection != null ? MqttFault.None : Failed(why);
    }

    /// <inheritdoc/>
    public MqttFault Connect(
        string clientId, string? user, string? password, string willTopic, byte[] will, int willCount,
        int keepAliveS) =>
        Send(new MqttConnectPacket
        {
            ClientId = clientId,
            CleanSession = true,
            KeepAlivePeriod = (ushort)keepAliveS,
            Username = user,
            Password = password == null ? null : Encoding.UTF8.GetBytes(password),
            WillFlag = true,
            WillTopic = willTopic,
            WillMessage = will.AsSpan(0, willCount).ToArray(),
            WillQoS = MqttQualityOfServiceLevel.AtLeastOnce,
            WillRetain = false,
        });

    /// <inheritdoc/>
    public MqttFault Subscribe(int packetId, string[] filters) => Send(new MqttSubscribePacket
    {
        PacketIdentifier = (ushort)packetId,
        TopicFilters = [.. filters.Select(filter => new MqttTopicFilter
        {
            Topic = filter,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        })],
    });

    /// <inheritdoc/>
    public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
    {
        publish.Topic = topic;
        publish.Payload = new ReadOnlySequence<byte>(payload, offset, count);
        publish.QualityOfServiceLevel = (MqttQualityOfServiceLevel)qos;
        publish.PacketIdentifier = (ushort)(qos == 0 ? 0 : packetId);
        return Send(publish);
    }

    /// <inheritdoc/>
    public MqttFault PubAck(int packetId)
    {
        pubAck.PacketIdentifier = (ushort)packetId;
        return Send(pubAck);
    }

    /// <inheritdoc/>
    public MqttFault Ping() => Send(MqttPingReqPacket.Instance);

    /// <inheritdoc/>
    public MqttFault Disconnect()
    {
        MqttFault fault = Send(disconnect);
        if (fault == MqttFault.None)
        {
            connection!.Leave();
        }

        return fault;
    }

    /// <inheritdoc/>
    public MqttFault TryReceive(MqttInbound packet)
    {
        packet.Kind = MqttKind.Nothing;
        if (connection == null)
        {
            return MqttFault.NotOpen;
        }

        if (!connection.TryReceive(out WireFailure why))
        {
            packet.Kind = connection.IsSkipping ? MqttKind.Skipping : MqttKind.Nothing;
            return why.Fault == MqttFault.None ? MqttFault.None : Failed(why);
        }

        if (connection.Overlong is { } overlong)
        {
            (packet.Kind, packet.Qos, packet.PacketId) = (MqttKind.Overlong, overlong.Qos, overlong.PacketId);
            (packet.Retain, packet.PayloadCount) = (overlong.Retain, overlong.Length);
            if (connection.IsBeginning)
            {
                (packet.Kind, packet.Code) = (MqttKind.OverlongBegins, connection.Body.Count);
                (packet.Payload, packet.PayloadOffset) = (connection.Body.Array!, connection.Body.Offset);
            }

            return MqttFault.None;
        }

        try
        {
            ArraySegment<byte> body = connection.Body;
            MqttPacket decoded = formatter.Decode(new ReceivedMqttPacket(connection.Header, body, body.Count + 2));
            return Fill(packet, decoded)
                ? MqttFault.None
                : Failed(new WireFailure(MqttFault.ProtocolError, "a packet makes no sense"));
        }
        catch (Exception e) when (e is MqttProtocolViolationException or ArgumentException or IndexOutOfRangeException
            or InvalidOperationException or DecoderFallbackException)
        {
            return Failed(new WireFailure(MqttFault.ProtocolError,
                $"a packet cannot be decoded: {TlsFailure.Innermost(e)}"));
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        connection?.Close();
        connection = null;
    }

    /// <summary>Closes the wire.</summary>
    public void Dispose() => Close();

    private static bool Fill(MqttInbound packet, MqttPacket decoded)
    {
        switch (decoded)
        {
            case MqttConnAckPacket connAck:
                packet.Kind = MqttKind.ConnAck;
                packet.Code = (int)connAck.ReturnCode;
                return true;
            case MqttPublishPacket received:
                return FillPublish(packet, received);
            case MqttPubAckPacket acknowledged:
                packet.Kind = MqttKind.PubAck;
                packet.PacketId = acknowledged.PacketIdentifier;
                return true;
            case MqttSubAckPacket subAck:
                packet.Kind = MqttKind.SubAck;
                packet.PacketId = subAck.PacketIdentifier;
                packet.Code = CodeOf(subAck.ReasonCodes);
                packet.Codes = subAck.ReasonCodes.Count;
                return true;
            case MqttPingRespPacket:
                packet.Kind = MqttKind.PingResp;
                return true;
            default:
                return false;
        }
    }

    private static bool FillPublish(MqttInbound packet, MqttPublishPacket received)
    {
        // MQTT 3.1.1: a topic name has at least one character (4.7.3) and no wildcard (3.3.2.1); a packet identifier is
        // not 0 (2.3.1). We subscribe with QoS 1, so 2 cannot come (3.8.4), and nobody here would answer it.
        bool makesSense = received.Topic.Length > 0 && received.Topic.AsSpan().IndexOfAny('+', '#', '\0') < 0
            && received.QualityOfServiceLevel <= MqttQualityOfServiceLevel.AtLeastOnce
            && (received.QualityOfServiceLevel == 0 || received.PacketIdentifier != 0);
        if (!makesSense)
        {
            return false;
        }

        // The formatter has copied the payload into an array of its own; no second copy is needed.
        MemoryMarshal.TryGetArray(received.Payload.First, out ArraySegment<byte> payload);
        packet.Payload = payload.Array ?? [];
        packet.PayloadOffset = payload.Offset;
        packet.PayloadCount = payload.Count;
        packet.Topic = received.Topic;
        packet.Qos = (int)received.QualityOfServiceLevel;
        packet.PacketId = received.PacketIdentifier;
        packet.Retain = received.Retain;
        packet.Kind = MqttKind.Publish;
        return true;
    }

    // One refused filter counts for all; else the lowest QoS granted.
    private static int CodeOf(List<MqttSubscribeReasonCode> codes)
    {
        int lowest = 0xFF;
        foreach (MqttSubscribeReasonCode code in codes)
        {
            if ((int)code >= 0x80)
            {
                return 0x80;
            }

            lowest = Math.Min(lowest, (int)code);
        }

        return lowest;
    }

    // Fixed header, variable header and payload go out as one write: one TLS record, one segment for a small frame.
    private MqttFault Send(MqttPacket packet)
    {
        if (connection == null)
        {
            return MqttFault.NotOpen;
        }

        try
        {
            MqttPacketBuffer encoded = formatter.Encode(packet);
            if (frame.Length < encoded.Length)
            {
                frame = new byte[Math.Max(encoded.Length, frame.Length * 2)];
            }

            encoded.Packet.CopyTo(frame, 0);
            encoded.Payload.CopyTo(frame.AsSpan(encoded.Packet.Count));
            WireFailure why = connection.Send(frame, 0, encoded.Length);
            return why.Fault == MqttFault.None ? MqttFault.None : Failed(why);
        }
        catch (Exception e) when (e is MqttProtocolViolationException or ArgumentException)
        {
            return Failed(new WireFailure(MqttFault.ProtocolError, $"a packet of ours cannot be encoded: {e.Message}"));
        }
    }

    // The connection is of no use after any fault: bytes may be missing in it.
    private MqttFault Failed(WireFailure why)
    {
        failure = why;
        Close();
        return why.Fault;
    }
}
