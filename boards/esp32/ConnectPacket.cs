using System;
using System.Text;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace FieldNode.Esp32
{
    /// <summary>
    /// CONNECT with a will of bytes. M2Mqtt's MqttMsgConnect takes the will as a string and encodes it as UTF-8, which a protobuf is not:
    /// so it gets as many ASCII letters as the will has bytes, and the letters are then written over. Their place follows from MQTT 3.1.1,
    /// 3.1.3; that they are there, and that nothing else is, is checked each time (M2Mqtt before 5.1.209 wrote malformed wills).
    /// </summary>
    internal static class ConnectPacket
    {
        private const int VariableHeaderCount = 10; // protocol name 6, level 1, flags 1, keep-alive 2: MQTT 3.1.1, 3.1.2
        private const int LengthCount = 2;
        private const char Placeholder = 'w';

        /// <summary>Builds the packet.</summary>
        /// <returns>The packet, or null if M2Mqtt's is not of the form that MQTT 3.1.1 has.</returns>
        internal static byte[] Build(string clientId, string user, string password, string willTopic, byte[] will, int willCount,
            int keepAliveS)
        {
            // A password needs a user (MQTT 3.1.1, 3.1.2.9), and M2Mqtt takes an empty text for none.
            string name = user != null && user.Length > 0 ? user : null;
            string secret = name != null && password != null && password.Length > 0 ? password : null;
            bool hasWill = willCount > 0;
            MqttMsgConnect message = new MqttMsgConnect(clientId, name, secret, false, MqttQoSLevel.AtLeastOnce, hasWill,
                hasWill ? willTopic : null, hasWill ? new string(Placeholder, willCount) : null, true, (ushort)keepAliveS,
                MqttProtocolVersion.Version_3_1_1);
            byte[] packet = message.GetBytes(MqttProtocolVersion.Version_3_1_1);
            int at = PayloadAt(packet) + FieldCount(clientId);
            int end = at + FieldCount(name) + FieldCount(secret);
            if (!hasWill)
            {
                return end == packet.Length ? packet : null;
            }

            at += FieldCount(willTopic) + LengthCount;
            end += FieldCount(willTopic) + LengthCount + willCount;
            if (end != packet.Length || !IsPlaceholder(packet, at, willCount))
            {
                return null;
            }

            Array.Copy(will, 0, packet, at, willCount);
            return packet;
        }

        private static int PayloadAt(byte[] packet)
        {
            int at = 1;
            while ((packet[at] & 0x80) != 0)
            {
                at++;
            }

            return at + 1 + VariableHeaderCount;
        }

        private static int FieldCount(string text)
        {
            return text == null ? 0 : LengthCount + Encoding.UTF8.GetBytes(text).Length;
        }

        private static bool IsPlaceholder(byte[] packet, int at, int count)
        {
            if (packet[at - 2] != (count >> 8) || packet[at - 1] != (count & 0xFF))
            {
                return false;
            }

            for (int i = at; i < at + count; i++)
            {
                if (packet[i] != (byte)Placeholder)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
