using System;
using System.Text;

namespace FieldNode.OnDevice
{
    /// <summary>
    /// As much of a broker as one session needs, over bytes: it takes what the client sends, keeps what was published, and has its answers
    /// ready. Not a broker to test clients by; MQTTnet's does that on the PC.
    /// </summary>
    public sealed class MiniBroker
    {
        private const int BufferBytes = 16384;

        private readonly byte[] inbound = new byte[BufferBytes];
        private readonly byte[] outbound = new byte[BufferBytes];
        private int inboundCount;
        private int outboundCount;

        /// <summary>PUBLISH packets so far.</summary>
        public int PublishCount { get; private set; }

        /// <summary>Payload bytes of them.</summary>
        public long PublishBytes { get; private set; }

        /// <summary>The topics so far, one a line; bounded.</summary>
        public string Topics { get; private set; } = "";

        /// <summary>The will of the last CONNECT, as hexadecimal text.</summary>
        public string Will { get; private set; } = "";

        /// <summary>True after DISCONNECT.</summary>
        public bool HasLeft { get; private set; }

        /// <summary>True if a packet came that this broker does not know.</summary>
        public bool IsConfused { get; private set; }

        /// <summary>Takes bytes of the client.</summary>
        public void Feed(byte[] bytes, int offset, int count)
        {
            lock (inbound) // on a PC another thread serves the connection
            {
                Array.Copy(bytes, offset, inbound, inboundCount, count);
                inboundCount += count;
                int length = PacketLength(out int headCount);
                while (length > 0)
                {
                    Handle(headCount, length);
                    inboundCount -= length;
                    Array.Copy(inbound, length, inbound, 0, inboundCount);
                    length = PacketLength(out headCount);
                }
            }
        }

        /// <summary>Takes up to so many bytes of the answers.</summary>
        public int Drain(byte[] buffer, int count)
        {
            lock (inbound)
            {
                int take = outboundCount < count ? outboundCount : count;
                Array.Copy(outbound, 0, buffer, 0, take);
                outboundCount -= take;
                Array.Copy(outbound, take, outbound, 0, outboundCount);
                return take;
            }
        }

        /// <summary>Publishes to the client with QoS 0; topic and payload together up to 125 bytes.</summary>
        public void Publish(string topic, byte[] payload)
        {
            byte[] name = Encoding.UTF8.GetBytes(topic);
            byte[] packet = new byte[4 + name.Length + payload.Length];
            packet[0] = 0x30;
            packet[1] = (byte)(2 + name.Length + payload.Length);
            packet[3] = (byte)name.Length;
            Array.Copy(name, 0, packet, 4, name.Length);
            Array.Copy(payload, 0, packet, 4 + name.Length, payload.Length);
            Answer(packet);
        }

        private int PacketLength(out int headCount)
        {
            headCount = 1;
            int remaining = 0;
            for (int i = 0; i < 4 && 1 + i < inboundCount; i++)
            {
                remaining |= (inbound[1 + i] & 0x7F) << (7 * i);
                headCount = 2 + i;
                if ((inbound[1 + i] & 0x80) == 0)
                {
                    return headCount + remaining <= inboundCount ? headCount + remaining : 0;
                }
            }

            return 0;
        }

        private void Handle(int at, int length)
        {
            switch (inbound[0] >> 4)
            {
                case 1: // CONNECT: protocol name, level, flags and keep-alive are 10 bytes; then client id, will topic, will
                    int field = at + 10;
                    field += 2 + Word(field);
                    field += 2 + Word(field);
                    Will = Hex.Of(inbound, field + 2, Word(field));
                    Answer(new byte[] { 0x20, 2, 0, 0 });
                    break;
                case 3:
                    int topicCount = Word(at);
                    int payloadAt = at + 2 + topicCount + ((inbound[0] & 6) != 0 ? 2 : 0);
                    PublishCount++;
                    PublishBytes += length - payloadAt;
                    Remember(at + 2, topicCount);
                    break;
                case 8: // SUBSCRIBE: each filter has a length before and a QoS behind
                    int filters = 0;
                    for (int next = at + 2; next < length; next += 3 + Word(next))
                    {
                        filters++;
                    }

                    byte[] subAck = new byte[4 + filters];
                    subAck[0] = 0x90;
                    subAck[1] = (byte)(2 + filters);
                    subAck[2] = inbound[at];
                    subAck[3] = inbound[at + 1];
                    for (int i = 0; i < filters; i++)
                    {
                        subAck[4 + i] = 1;
                    }

                    Answer(subAck);
                    break;
                case 12:
                    Answer(new byte[] { 0xD0, 0 });
                    break;
                case 14:
                    HasLeft = true;
                    break;
                default:
                    IsConfused = true;
                    break;
            }
        }

        private void Remember(int at, int count)
        {
            if (Topics.Length < 1024)
            {
                byte[] topic = new byte[count];
                Array.Copy(inbound, at, topic, 0, count);
                Topics += new string(Encoding.UTF8.GetChars(topic)) + "\n";
            }
        }

        private void Answer(byte[] packet)
        {
            lock (inbound)
            {
                Array.Copy(packet, 0, outbound, outboundCount, packet.Length);
                outboundCount += packet.Length;
            }
        }

        private int Word(int at)
        {
            return (inbound[at] << 8) | inbound[at + 1];
        }
    }
}
