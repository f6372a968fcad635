namespace FieldNode.Mqtt
{
    /// <summary>
    /// A PUBLISH that is longer than a wire takes, while its bytes go by and are thrown away. Of them only the topic's length and the packet
    /// identifier are read, so that it can be acknowledged (MQTT 3.1.1, 3.3.2): it takes no memory, however long it is. A broker that keeps
    /// such a message would send it again with each session; to end the session for it would keep the node off for good.
    /// </summary>
    public sealed class OverlongPublish
    {
        /// <summary>
        /// So much of it a wire gathers, if its buffer takes that, before it lets it go by: the longest topic that a node has to do with, and the
        /// beginning of the payload.
        /// </summary>
        public const int BeginningBytes = 256;

        private const int TypeOfPublish = 3;
        private const int TopicAt = 2;      // behind the topic's length (1.5.3)
        private const int IdCount = 2;

        private int length;                 // remaining length of the packet, by its fixed header
        private int at;                     // so many bytes of it went by
        private int topicCount;

        /// <summary>True from <see cref="Begin"/> until the last byte went by.</summary>
        public bool IsUnderWay
        {
            get { return at < length; }
        }

        /// <summary>Its remaining length, in bytes.</summary>
        public int Length
        {
            get { return length; }
        }

        /// <summary>What went by breaks MQTT 3.1.1: no topic (4.7.3), fields beyond the packet's end, packet identifier 0 (2.3.1).</summary>
        public bool IsMalformed { get; private set; }

        /// <summary>QoS, 0 or 1.</summary>
        public int Qos { get; private set; }

        /// <summary>Packet identifier; 0 with QoS 0.</summary>
        public int PacketId { get; private set; }

        /// <summary>True if it comes from the broker's store.</summary>
        public bool Retain { get; private set; }

        /// <summary>Begins with a fixed header.</summary>
        /// <param name="first">Its first byte.</param>
        /// <param name="remaining">Its remaining length.</param>
        /// <returns>False if it is not one of a PUBLISH with QoS 0 or 1: nothing else may be so long.</returns>
        public bool Begin(int first, int remaining)
        {
            Qos = (first >> 1) & 3;
            Retain = (first & 1) != 0;
            PacketId = 0;
            IsMalformed = false;
            topicCount = 0;
            at = 0;
            length = (first >> 4) == TypeOfPublish && Qos <= 1 ? remaining : 0;
            return length > 0;
        }

        /// <summary>True if what is there of its beginning can be none: as <see cref="IsMalformed"/>, and nothing goes by.</summary>
        public bool Breaks(byte[] bytes, int from, int count)
        {
            if (count < TopicAt)
            {
                return false;
            }

            int topic = (bytes[from] << 8) | bytes[from + 1];
            int needed = TopicAt + topic + (Qos == 1 ? IdCount : 0);
            return topic == 0 || needed > length
                || (Qos == 1 && count >= needed && bytes[from + needed - IdCount] == 0 && bytes[from + needed - 1] == 0);
        }

        /// <summary>Lets received bytes go by, up to the packet's end.</summary>
        /// <returns>How many of them were the packet's.</returns>
        public int Take(byte[] bytes, int from, int count)
        {
            int take = length - at < count ? length - at : count;
            int end = at + take;
            while (at < end)
            {
                int idAt = TopicAt + topicCount;
                if (at < TopicAt)
                {
                    topicCount = (topicCount << 8) | bytes[from];
                }
                else if (Qos == 1 && at >= idAt && at < idAt + IdCount)
                {
                    PacketId = (PacketId << 8) | bytes[from];
                }
                else
                {
                    int next = Qos == 1 && at < idAt && idAt < end ? idAt : end;
                    from += next - at;
                    at = next;
                    continue;
                }

                from++;
                at++;
            }

            int needed = TopicAt + topicCount + (Qos == 1 ? IdCount : 0);
            IsMalformed = at >= TopicAt && (topicCount == 0 || needed > length || (Qos == 1 && at >= needed && PacketId == 0));
            return take;
        }

        /// <summary>The connection ended in its midst.</summary>
        public void Forget()
        {
            length = 0;
            at = 0;
        }
    }
}
