namespace FieldNode.Mqtt
{
    /// <summary>
    /// MQTT 3.1.1 packets over one TCP + TLS connection. It knows no state but the connection; the order of packets,
    /// time-outs and the keep-alive are MqttSession's. Implementations MUST NOT throw, MUST NOT start a thread that
    /// calls back, and MUST bound every inbound packet before a byte of it is allocated. A PUBLISH beyond that bound is no fault: its
    /// bytes are thrown away as they come, and it is handed out as <see cref="MqttKind.OverlongBegins"/> and <see cref="MqttKind.Overlong"/>.
    /// <para><see cref="Open"/> MAY BLOCK for many seconds: on the device the TCP connect and the TLS handshake freeze
    /// all managed code. No other member may block longer than the send time-out of the port.</para>
    /// </summary>
    public interface IMqttWire
    {
        /// <summary>
        /// Name look-up, TCP connect and TLS handshake with our certificate. Closes what was open before.
        /// </summary>
        /// <param name="server">Which server of the node's list, from 0: each has a CA of its own.</param>
        MqttFault Open(int server, string host, int port);

        /// <summary>
        /// Sends CONNECT: clean session, will with QoS 1 and no retain. The will is bytes (Sparkplug's NDEATH is
        /// protobuf, not text).
        /// </summary>
        /// <param name="user">Null for none.</param>
        /// <param name="password">Null for none. MUST NOT reach a log.</param>
        MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount,
            int keepAliveS);

        /// <summary>Sends SUBSCRIBE with QoS 1 for each filter.</summary>
        MqttFault Subscribe(int packetId, string[] filters);

        /// <summary>Sends PUBLISH. <paramref name="packetId"/> counts only for QoS 1.</summary>
        MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId);

        /// <summary>Sends PUBACK for an inbound QoS 1 PUBLISH.</summary>
        MqttFault PubAck(int packetId);

        /// <summary>Sends PINGREQ.</summary>
        MqttFault Ping();

        /// <summary>Sends DISCONNECT: the broker then drops the will.</summary>
        MqttFault Disconnect();

        /// <summary>Takes one inbound packet if a whole one has arrived; never waits.</summary>
        /// <returns><see cref="MqttFault.None"/> with <see cref="MqttInbound.Kind"/> set, or Nothing if no whole packet
        /// is there yet.</returns>
        MqttFault TryReceive(MqttInbound packet);

        /// <summary>Ends the connection without DISCONNECT: the broker then publishes the will.</summary>
        void Close();

        /// <summary>
        /// One line in words about the last fault, for a log: for TLS which check failed or which alert came.
        /// Allocates; not for hot paths. Never holds a secret.
        /// </summary>
        string LastFaultText { get; }
    }

    /// <summary>Packet kinds that a client receives (MQTT 3.1.1, section 2.2.1).</summary>
    public enum MqttKind
    {
        /// <summary>No packet.</summary>
        Nothing = 0,
        /// <summary>CONNACK; <see cref="MqttInbound.Code"/> is the return code.</summary>
        ConnAck = 2,
        /// <summary>PUBLISH.</summary>
        Publish = 3,
        /// <summary>PUBACK.</summary>
        PubAck = 4,
        /// <summary>
        /// SUBACK; <see cref="MqttInbound.Code"/> is 0x80 if any filter was refused, else the lowest QoS granted.
        /// </summary>
        SubAck = 9,
        /// <summary>PINGRESP.</summary>
        PingResp = 13,

        // not kinds of the protocol
        /// <summary>
        /// A PUBLISH that was longer than the wire takes, gone by to its end: QoS, identifier and <see cref="MqttInbound.Retain"/> are
        /// its own, <see cref="MqttInbound.PayloadCount"/> is its remaining length; there is no topic and no payload.
        /// </summary>
        Overlong = 16,
        /// <summary>Bytes of such a PUBLISH went by, and its end is not there yet: the link lives.</summary>
        Skipping = 17,
        /// <summary>
        /// Such a PUBLISH begins: QoS and <see cref="MqttInbound.Retain"/> are its own, and from <see cref="MqttInbound.PayloadOffset"/> on there are
        /// <see cref="MqttInbound.Code"/> bytes behind its fixed header: its topic's length (2 at least), topic, identifier, payload, as far as
        /// they were kept. <see cref="MqttInbound.PayloadCount"/> is its remaining length.
        /// </summary>
        OverlongBegins = 18
    }

    /// <summary>One received packet; the session owns one and hands it to the wire again and again.</summary>
    public sealed class MqttInbound
    {
        /// <summary>What it is.</summary>
        public MqttKind Kind;
        /// <summary>CONNACK return code or SUBACK code; of OverlongBegins the bytes that are there.</summary>
        public int Code;
        /// <summary>Codes in a SUBACK: it owes one for each filter (3.9.3).</summary>
        public int Codes;
        /// <summary>Packet identifier of PUBLISH (QoS 1), PUBACK, SUBACK.</summary>
        public int PacketId;
        /// <summary>QoS of a PUBLISH.</summary>
        public int Qos;
        /// <summary>True if a PUBLISH came from the broker's store.</summary>
        public bool Retain;
        /// <summary>Topic of a PUBLISH.</summary>
        public string Topic;
        /// <summary>Payload bytes of a PUBLISH; valid until the next TryReceive.</summary>
        public byte[] Payload;
        /// <summary>Where the payload starts in <see cref="Payload"/>.</summary>
        public int PayloadOffset;
        /// <summary>Payload length.</summary>
        public int PayloadCount;
    }
}
