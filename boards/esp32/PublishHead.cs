using System;
using System.Text;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace FieldNode.Esp32
{
    /// <summary>
    /// What stands before the payload of a PUBLISH (MQTT 3.1.1, 3.3.1 and 3.3.2). M2Mqtt's MqttMsgPublish copies a payload into its packet; so
    /// it builds the packet of an empty one, and the remaining length is then that of the payload that follows.
    /// </summary>
    internal static class PublishHead
    {
        /// <summary>First byte of a PUBLISH with QoS 0, not retained.</summary>
        internal const byte Publish = 0x30;

        /// <summary>Bytes before the topic at most, in a packet of less than 16 KB.</summary>
        internal const int SizeMax = 3;

        /// <summary>A topic as it stands in a PUBLISH: its length and its UTF-8.</summary>
        internal static byte[] OfTopic(string topic)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(topic);
            byte[] head = new byte[2 + utf8.Length];
            head[0] = (byte)(utf8.Length >> 8);
            head[1] = (byte)utf8.Length;
            Array.Copy(utf8, 0, head, 2, utf8.Length);
            return head;
        }

        /// <summary>Builds the head; M2Mqtt throws on a topic with a wildcard, an empty or a too long one.</summary>
        /// <returns>The head, or null if M2Mqtt's packet is not of the form that MQTT 3.1.1 has.</returns>
        internal static byte[] Build(string topic, int payloadCount, int qos, int packetId)
        {
            MqttQoSLevel level = qos == 0 ? MqttQoSLevel.AtMostOnce : MqttQoSLevel.AtLeastOnce;
            MqttMsgPublish message = new MqttMsgPublish(topic, null, false, level, false) { MessageId = (ushort)packetId };
            byte[] empty = message.GetBytes(MqttProtocolVersion.Version_3_1_1);
            int at = 1;
            int remaining = 0;
            int digit;
            do
            {
                digit = empty[at];
                remaining |= (digit & 0x7F) << (7 * (at - 1));
                at++;
            }
            while ((digit & 0x80) != 0);

            if (remaining != empty.Length - at)
            {
                return null;
            }

            int all = remaining + payloadCount;
            byte[] head = new byte[1 + LengthCount(all) + remaining];
            head[0] = empty[0];
            Array.Copy(empty, at, head, head.Length - remaining, remaining);
            for (at = 1; all > 0x7F; at++)
            {
                head[at] = (byte)((all & 0x7F) | 0x80);
                all >>= 7;
            }

            head[at] = (byte)all;
            return head;
        }

        private static int LengthCount(int remaining)
        {
            int count = 1;
            for (; remaining > 0x7F; remaining >>= 7)
            {
                count++;
            }

            return count;
        }
    }
}
