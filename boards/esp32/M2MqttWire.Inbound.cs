using System;
using FieldNode.Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace FieldNode.Esp32
{
    /// <summary>
    /// The receiving half: bytes are gathered until a packet is whole, and its length is judged before that. A PUBLISH that is too long goes
    /// by in chunks.
    /// </summary>
    public sealed partial class M2MqttWire
    {
        private const int Malformed = -1;
        private const int TooLong = -2;
        private const int LengthBytesMax = 4; // MQTT 3.1.1, 2.2.3
        private const int SkipChunks = 16;    // 4 KB of a message that goes by, in one call
        private const int RefusedCode = 0x80; // MQTT 3.1.1, 3.9.3

        private readonly int packetMax;
        private readonly byte[] chunk = new byte[ChunkBytes];
        private readonly byte[] inbound; // one packet and a chunk
        private readonly PacketChannel whole = new PacketChannel();
        private readonly OverlongPublish overlong = new OverlongPublish();
        private int inboundCount;
        private int remainingLength; // of the packet whose header PacketLength read last
        private int headerCount;
        private bool hasLapsed; // the peer ended the connection; what came before that is still handed out

        /// <inheritdoc />
        public MqttFault TryReceive(MqttInbound packet)
        {
            packet.Kind = MqttKind.Nothing;
            if (!isOpen)
            {
                return MqttFault.NotOpen;
            }

            try
            {
                return overlong.IsUnderWay ? Skip(packet) : Next(packet);
            }
            catch (Exception e)
            {
                return Fail(MqttFault.ConnectionLost, e.Message); // of the channel
            }
        }

        private MqttFault Next(MqttInbound packet)
        {
            int length = PacketLength();
            while (length == 0 && !hasLapsed)
            {
                int got = channel.Receive(chunk, 0);
                if (got == 0)
                {
                    return MqttFault.None;
                }

                hasLapsed = got < 0;
                if (got > 0)
                {
                    Array.Copy(chunk, 0, inbound, inboundCount, got);
                    inboundCount += got;
                    length = PacketLength();
                }
            }

            if (length > 0)
            {
                return Take(packet, length);
            }

            return length == TooLong ? BeginSkip(packet)
                : length == Malformed ? Fail(MqttFault.ProtocolError, "remaining length")
                : Fail(MqttFault.ClosedByBroker, null);
        }

        // Its beginning is in the buffer, and is shown; it goes by from the next call on.
        private MqttFault BeginSkip(MqttInbound packet)
        {
            if (!CanBegin())
            {
                return Fail(MqttFault.ProtocolError, remainingLength + " bytes of type " + (inbound[0] >> 4));
            }

            inboundCount -= headerCount;
            Array.Copy(inbound, headerCount, inbound, 0, inboundCount);
            packet.Kind = MqttKind.OverlongBegins;
            packet.Qos = overlong.Qos;
            packet.Retain = overlong.Retain;
            packet.Payload = inbound;
            packet.PayloadOffset = 0;
            packet.PayloadCount = remainingLength;
            packet.Code = inboundCount < remainingLength ? inboundCount : remainingLength;
            return MqttFault.None;
        }

        // A few chunks with each call: the loop has other work. But for its beginning the buffer is empty while a message goes by.
        private MqttFault Skip(MqttInbound packet)
        {
            bool any = inboundCount > 0;
            if (any)
            {
                int shown = overlong.Take(inbound, 0, inboundCount);
                inboundCount -= shown;
                Array.Copy(inbound, shown, inbound, 0, inboundCount);
            }

            for (int i = 0; i < SkipChunks && overlong.IsUnderWay; i++)
            {
                int got = channel.Receive(chunk, 0);
                if (got == 0)
                {
                    break;
                }

                if (got < 0)
                {
                    return Fail(MqttFault.ClosedByBroker, null);
                }

                any = true;
                int taken = overlong.Take(chunk, 0, got);
                inboundCount = got - taken;
                Array.Copy(chunk, taken, inbound, 0, inboundCount);
            }

            return Skipped(packet, any);
        }

        private MqttFault Skipped(MqttInbound packet, bool any)
        {
            if (overlong.IsMalformed)
            {
                return Fail(MqttFault.ProtocolError, "packet type 3");
            }

            packet.Kind = !overlong.IsUnderWay ? MqttKind.Overlong : any ? MqttKind.Skipping : MqttKind.Nothing;
            packet.Qos = overlong.Qos;
            packet.PacketId = overlong.PacketId;
            packet.Retain = overlong.Retain;
            packet.PayloadCount = overlong.Length;
            return MqttFault.None;
        }

        /// <summary>Length of the first packet if it is whole; 0 if it is not yet, or Malformed or TooLong.</summary>
        private int PacketLength()
        {
            int remaining = 0;
            for (int i = 0; i < LengthBytesMax; i++)
            {
                if (1 + i >= inboundCount)
                {
                    return 0;
                }

                int digit = inbound[1 + i];
                remaining |= (digit & 0x7F) << (7 * i);
                if ((digit & 0x80) == 0)
                {
                    remainingLength = remaining;
                    headerCount = 2 + i;
                    int length = headerCount + remaining;
                    return length > packetMax ? HasBeginning() ? TooLong : 0 : length <= inboundCount ? length : 0;
                }
            }

            return Malformed;
        }

        // So much of it is waited for, unless it is none: then it is judged at once.
        private bool HasBeginning()
        {
            int wanted = headerCount + OverlongPublish.BeginningBytes;
            bool isThere = inboundCount >= (wanted < packetMax ? wanted : packetMax) || !CanBegin();
            overlong.Forget();
            return isThere;
        }

        private bool CanBegin()
        {
            return overlong.Begin(inbound[0], remainingLength) && !overlong.Breaks(inbound, headerCount, inboundCount - headerCount);
        }

        private MqttFault Take(MqttInbound packet, int length)
        {
            MqttFault fault;
            try
            {
                whole.Show(inbound, 0, length);
                fault = Parse(packet, inbound[0], length) ? MqttFault.None : MqttFault.ProtocolError;
            }
            catch (OutOfMemoryException)
            {
                return BeginSkip(packet); // no fault of the packet's: it goes by like one that is too long
            }
            catch (Exception)
            {
                // M2Mqtt throws on flags and QoS that MQTT does not have, and runs over the end where lengths within a packet lie.
                fault = MqttFault.ProtocolError;
            }

            if (fault != MqttFault.None)
            {
                packet.Kind = MqttKind.Nothing;
                return Fail(fault, "packet type " + (inbound[0] >> 4));
            }

            inboundCount -= length;
            Array.Copy(inbound, length, inbound, 0, inboundCount); // memmove on the device: they may overlap
            return MqttFault.None;
        }

        private bool Parse(MqttInbound packet, byte first, int length)
        {
            switch ((MqttMessageType)(first >> 4))
            {
                case MqttMessageType.ConnectAck:
                    MqttMsgConnack connAck = MqttMsgConnack.Parse(first, Version, whole);
                    packet.Kind = MqttKind.ConnAck;
                    packet.Code = (int)connAck.ReturnCode;
                    return length == 4;
                case MqttMessageType.Publish:
                    return PublishFits(length) && TakePublish(packet, MqttMsgPublish.Parse(first, Version, whole));
                case MqttMessageType.PublishAck:
                    packet.Kind = MqttKind.PubAck;
                    packet.PacketId = MqttMsgPuback.Parse(first, Version, whole).MessageId;
                    return length == 4;
                case MqttMessageType.SubscribeAck:
                    MqttMsgSuback subAck = MqttMsgSuback.Parse(first, Version, whole);
                    packet.Kind = MqttKind.SubAck;
                    packet.PacketId = subAck.MessageId;
                    packet.Code = LowestGranted(subAck.GrantedQoSLevels);
                    packet.Codes = subAck.GrantedQoSLevels.Length;
                    return true;
                case MqttMessageType.PingResponse:
                    MqttMsgPingResp.Parse(first, Version, whole);
                    packet.Kind = MqttKind.PingResp;
                    return length == 2;
                default:
                    return false; // nothing else comes to a client that publishes with QoS 0 and 1
            }
        }

        /// <summary>True if topic and packet identifier lie within the packet; Parse would loop or allocate on the lengths as they are.</summary>
        private bool PublishFits(int length)
        {
            int at = 2;
            while ((inbound[at - 1] & 0x80) != 0)
            {
                at++;
            }

            int needed = at + 2 + ((inbound[0] & 0x06) != 0 ? 2 : 0);
            return needed <= length && needed + ((inbound[at] << 8) | inbound[at + 1]) <= length;
        }

        private static bool TakePublish(MqttInbound packet, MqttMsgPublish publish)
        {
            packet.Kind = MqttKind.Publish;
            packet.Qos = (int)publish.QosLevel;
            packet.PacketId = publish.MessageId;
            packet.Retain = publish.Retain;
            packet.Topic = publish.Topic;
            packet.Payload = publish.Message;
            packet.PayloadOffset = 0;
            packet.PayloadCount = publish.Message == null ? 0 : publish.Message.Length;
            // We subscribe with QoS 1, so 2 cannot come; a packet identifier is never 0 (MQTT 3.1.1, 2.3.1).
            return packet.Qos <= 1 && (packet.Qos == 0 || packet.PacketId != 0) && packet.Topic.Length > 0;
        }

        private static int LowestGranted(MqttQoSLevel[] levels)
        {
            int lowest = (int)levels[0];
            for (int i = 0; i < levels.Length; i++)
            {
                int level = (int)levels[i];
                if (level >= RefusedCode)
                {
                    return RefusedCode;
                }

                lowest = level < lowest ? level : lowest;
            }

            return lowest;
        }
    }
}
