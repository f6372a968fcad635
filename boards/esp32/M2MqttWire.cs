using System;
using FieldNode.Mqtt;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace FieldNode.Esp32
{
    /// <summary>
    /// Packets by the public message classes of nanoFramework.M2Mqtt 5.1.220 (GetBytes, Parse), without its MqttClient: that one sends the
    /// will as text, publishes from four threads and accepts packets of any length. Inbound packets are gathered whole in a buffer of
    /// fixed size and only then parsed, so Parse allocates no more than the bound.
    /// <para>The channel comes from outside. Of it this class wants: Receive with a time-out of 0 takes what is there, up to the buffer's
    /// length, without waiting; 0 means nothing, a negative number the end of the connection.</para>
    /// </summary>
    public sealed partial class M2MqttWire : IMqttWire, IWireDetail, IWireReady, ITopicKeeper
    {
        /// <summary>Longest inbound packet unless said otherwise: a command of 2048 bytes (SparkplugOptions.CommandBytesMax) and its topic.</summary>
        public const int UsualPacketMax = 2048 + 256;

        /// <summary>Longest piece that a PUBLISH is sent in, in bytes; longer only where its topic alone is.</summary>
        internal const int PieceBytes = 1024;

        private const int ChunkBytes = 256;
        private const MqttProtocolVersion Version = MqttProtocolVersion.Version_3_1_1;

        private string[] keptTopics = new string[1];
        private byte[][] keptHeads;      // of each: what stands between a packet's length and its payload
        private int keptLast;            // the one that was published to last

        private readonly IMqttNetworkChannel channel;
        private readonly ILinkControl control;
        private bool isOpen;
        private string faultText = "";

        /// <summary>A wire over a channel.</summary>
        /// <param name="channel">TLS, or a channel in memory.</param>
        /// <param name="control">The same object, if it has one; else null.</param>
        /// <param name="packetMax">Longest inbound packet that is read, in bytes, fixed header included; a longer PUBLISH goes by unread.</param>
        public M2MqttWire(IMqttNetworkChannel channel, ILinkControl control, int packetMax)
        {
            this.channel = channel;
            this.control = control;
            this.packetMax = packetMax;
            inbound = new byte[packetMax + ChunkBytes];
        }

        /// <inheritdoc />
        public int LastFaultDetail { get; private set; }

        /// <inheritdoc />
        public string LastFaultText
        {
            get { return faultText; }
        }

        /// <inheritdoc />
        public bool IsReady
        {
            get { return control == null || control.IsReady; }
        }

        /// <inheritdoc />
        public MqttFault Open(int server, string host, int port)
        {
            Close();
            faultText = "";
            try
            {
                if (control != null)
                {
                    control.Aim(server, host, port);
                }

                channel.Connect();
                isOpen = control == null || control.Fault == MqttFault.None;
            }
            catch (Exception e)
            {
                return Fail(MqttFault.ConnectionLost, e.Message);
            }

            return isOpen ? MqttFault.None : Fail(MqttFault.Unreachable, null);
        }

        /// <inheritdoc />
        public MqttFault Connect(string clientId, string user, string password, string willTopic, byte[] will, int willCount,
            int keepAliveS)
        {
            byte[] packet;
            try
            {
                packet = ConnectPacket.Build(clientId, user, password, willTopic, will, willCount, keepAliveS);
            }
            catch (Exception e)
            {
                return Fail(MqttFault.ProtocolError, e.Message);
            }

            if (packet == null)
            {
                return Fail(MqttFault.ProtocolError, "CONNECT of M2Mqtt is not as expected");
            }

            MqttFault fault = Send(packet);
            Array.Clear(packet, 0, packet.Length); // it holds the password
            return fault;
        }

        /// <inheritdoc />
        public MqttFault Subscribe(int packetId, string[] filters)
        {
            MqttQoSLevel[] levels = new MqttQoSLevel[filters.Length];
            for (int i = 0; i < levels.Length; i++)
            {
                levels[i] = MqttQoSLevel.AtLeastOnce;
            }

            return Send(new MqttMsgSubscribe(filters, levels), packetId);
        }

        /// <inheritdoc />
        public void Keep(string[] topics)
        {
            keptTopics = topics;
            keptHeads = new byte[topics.Length][];
            for (int i = 0; i < topics.Length; i++)
            {
                keptHeads[i] = PublishHead.OfTopic(topics[i]);
            }
        }

        /// <inheritdoc />
        public MqttFault Publish(string topic, byte[] payload, int offset, int count, int qos, int packetId)
        {
            if (qos == 0 && ((object)keptTopics[keptLast] == (object)topic || FindKept(topic)))
            {
                byte[] kept = keptHeads[keptLast];
                if (PublishHead.SizeMax + kept.Length + count <= PieceBytes)
                {
                    return SendWhole(kept, payload, offset, count);
                }
            }

            byte[] head;
            try
            {
                head = PublishHead.Build(topic, count, qos, packetId);
            }
            catch (Exception e)
            {
                return NoPacket(e.Message);
            }

            return head == null ? NoPacket("PUBLISH of M2Mqtt is not as expected") : SendPieces(head, payload, offset, count);
        }

        // Devices mostly publish in turn: it is the one behind the last.
        private bool FindKept(string topic)
        {
            string[] topics = keptTopics;
            for (int i = 1; i < topics.Length; i++)
            {
                int at = (keptLast + i) % topics.Length;
                if ((object)topics[at] == (object)topic)
                {
                    keptLast = at;
                    return true;
                }
            }

            return false;
        }

        // MQTT 3.1.1, 3.3: type and flags, remaining length, topic, payload. With QoS 0 there is no packet identifier.
        private MqttFault SendWhole(byte[] head, byte[] payload, int offset, int count)
        {
            if (!isOpen)
            {
                return MqttFault.NotOpen;
            }

            try
            {
                int headLength = head.Length;
                int remaining = headLength + count;
                int at = remaining < 128 ? 2 : 3;
                byte[] packet = new byte[at + remaining];
                packet[0] = PublishHead.Publish;
                packet[1] = (byte)remaining;
                if (at == 3)
                {
                    packet[1] = (byte)(remaining | 0x80);
                    packet[2] = (byte)(remaining >> 7);
                }

                Array.Copy(head, 0, packet, at, headLength);
                Array.Copy(payload, offset, packet, at + headLength, count);
                return channel.Send(packet) == packet.Length ? MqttFault.None : Fail(MqttFault.ConnectionLost, null);
            }
            catch (Exception e)
            {
                return Fail(MqttFault.ConnectionLost, e.Message);
            }
        }

        /// <summary>
        /// Sends a head and what belongs to it in pieces: a birth has some KB, and M2Mqtt's packet of it would be there twice, beside the
        /// buffer that it was built in. What fits into one piece with its head goes out at once, so that it is one TLS record.
        /// </summary>
        private MqttFault SendPieces(byte[] head, byte[] payload, int offset, int count)
        {
            int headLeft = head.Length;
            int end = offset + count;
            do
            {
                int room = headLeft < PieceBytes ? PieceBytes - headLeft : 0;
                int ofPayload = end - offset < room ? end - offset : room;
                byte[] piece;
                try
                {
                    piece = new byte[headLeft + ofPayload];
                }
                catch (Exception e)
                {
                    return Fail(MqttFault.ConnectionLost, e.Message); // half of a packet may be out
                }

                Array.Copy(head, 0, piece, 0, headLeft);
                Array.Copy(payload, offset, piece, headLeft, ofPayload);
                MqttFault fault = Send(piece);
                if (fault != MqttFault.None)
                {
                    return fault;
                }

                headLeft = 0;
                offset += ofPayload;
            }
            while (offset < end);

            return MqttFault.None;
        }

        /// <inheritdoc />
        public MqttFault PubAck(int packetId)
        {
            return Send(new MqttMsgPuback(), packetId);
        }

        /// <inheritdoc />
        public MqttFault Ping()
        {
            return Send(new MqttMsgPingReq(), 0);
        }

        /// <inheritdoc />
        public MqttFault Disconnect()
        {
            return Send(new MqttMsgDisconnect(), 0);
        }

        /// <inheritdoc />
        public void Close()
        {
            isOpen = false;
            inboundCount = 0;
            hasLapsed = false;
            overlong.Forget();
            try
            {
                channel.Close();
            }
            catch (Exception)
            {
                // What is closed twice, or was never open, is closed.
            }
        }

        private MqttFault Send(MqttMsgBase message, int packetId)
        {
            byte[] packet;
            try
            {
                message.MessageId = (ushort)packetId;
                packet = message.GetBytes(Version);
            }
            catch (Exception e)
            {
                return NoPacket(e.Message);
            }

            return Send(packet);
        }

        // A topic with a wildcard, or a packet that does not fit into memory: not the connection's fault.
        private MqttFault NoPacket(string why)
        {
            faultText = "no packet: " + why;
            return MqttFault.ProtocolError;
        }

        private MqttFault Send(byte[] packet)
        {
            if (!isOpen)
            {
                return MqttFault.NotOpen;
            }

            try
            {
                return channel.Send(packet) == packet.Length ? MqttFault.None : Fail(MqttFault.ConnectionLost, null);
            }
            catch (Exception e)
            {
                return Fail(MqttFault.ConnectionLost, e.Message);
            }
        }

        /// <summary>Closes; the channel's own name of the fault goes before ours.</summary>
        private MqttFault Fail(MqttFault fault, string text)
        {
            bool named = control != null && control.Fault != MqttFault.None;
            LastFaultDetail = named ? control.FaultDetail : 0;
            MqttFault result = named ? control.Fault : fault;
            faultText = named ? control.FaultText : text ?? "";
            Close();
            return result;
        }
    }
}
