using System.Text;
using FieldNode.Esp32.Tests;

namespace nanoFramework.M2Mqtt
{
    public interface IMqttNetworkChannel
    {
        bool DataAvailable { get; }
        bool ValidateServerCertificate { get; set; }
        int Receive(byte[] buffer);
        int Receive(byte[] buffer, int timeout);
        int Send(byte[] buffer);
        void Close();
        void Connect();
        void Accept();
    }

    public enum MqttProtocolVersion
    {
        Version_3_1_1 = 4,
    }
}

namespace nanoFramework.M2Mqtt.Messages
{
    public enum MqttMessageType
    {
        Connect = 1, ConnectAck = 2, Publish = 3, PublishAck = 4, Subscribe = 8, SubscribeAck = 9, PingRequest = 12, PingResponse = 13,
        Disconnect = 14,
    }

    public enum MqttQoSLevel
    {
        AtMostOnce, AtLeastOnce, ExactlyOnce, GrantedFailure = 128,
    }

    public enum MqttReasonCode
    {
        Success,
    }

    /// <summary>
    /// Packets as MQTT 3.1.1 has them; Parse reads as the library's does: the remaining length byte by byte, then an array of that length,
    /// whose contents it trusts.
    /// </summary>
    public abstract class MqttMsgBase
    {
        public MqttQoSLevel QosLevel { get; set; }
        public bool Retain { get; set; }
        public ushort MessageId { get; set; }

        public abstract byte[] GetBytes(MqttProtocolVersion protocolVersion);

        protected static byte[] Packet(int first, params byte[][] parts)
        {
            byte[] body = [.. parts.SelectMany(part => part)];
            var length = new List<byte>();
            int left = body.Length;
            do
            {
                length.Add((byte)((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
                left >>= 7;
            }
            while (left > 0);
            return [(byte)first, .. length, .. body];
        }

        protected static byte[] Text(string text) => [.. Word(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

        protected static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];

        // The library throws on flags that these packets do not have (MQTT 3.1.1, 2.2.2), before it reads on.
        protected static void CheckFlags(byte first)
        {
            if ((first & 0x0F) != 0)
            {
                throw new InvalidOperationException("InvalidFlagBits");
            }
        }

        protected static byte[] Plain(byte first, IMqttNetworkChannel channel)
        {
            CheckFlags(first);
            return Rest(channel);
        }

        protected static byte[] Rest(IMqttNetworkChannel channel)
        {
            int value = Length(channel);
            FakeChip.Current.LargestParsed = Math.Max(FakeChip.Current.LargestParsed, value);
            byte[] rest = FakeChip.Current.IsMemoryShort ? throw new OutOfMemoryException() : new byte[value];
            channel.Receive(rest);
            return rest;
        }

        protected static int Length(IMqttNetworkChannel channel)
        {
            int value = 0;
            int shift = 0;
            byte[] digit = new byte[1];
            do
            {
                channel.Receive(digit);
                value |= (digit[0] & 0x7F) << shift;
                shift += 7;
            }
            while ((digit[0] & 0x80) != 0);
            return value;
        }
    }

    public sealed class MqttMsgConnect(string clientId, string username, string password, bool willRetain, MqttQoSLevel willQosLevel,
        bool willFlag, string willTopic, string willMessage, bool cleanSession, ushort keepAlivePeriod, MqttProtocolVersion protocolVersion)
        : MqttMsgBase
    {
        public override byte[] GetBytes(MqttProtocolVersion _)
        {
            int flags = (username != null ? 0x80 : 0) | (password != null ? 0x40 : 0) | (willRetain ? 0x20 : 0)
                | (willFlag ? 0x04 | ((int)willQosLevel << 3) : 0) | (cleanSession ? 0x02 : 0);
            byte[] will = !willFlag ? []
                : FakeChip.Current.WillIsSpoiled ? [.. Text(willMessage), .. Text(willTopic)]
                : [.. Text(willTopic), .. Text(willMessage)];
            return Packet(0x10, Text("MQTT"), [(byte)protocolVersion, (byte)flags], Word(keepAlivePeriod), Text(clientId), will,
                username == null ? [] : Text(username), password == null ? [] : Text(password));
        }
    }

    public sealed class MqttMsgConnack : MqttMsgBase
    {
        public MqttReasonCode ReturnCode { get; private init; }

        public static MqttMsgConnack Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel) =>
            new() { ReturnCode = (MqttReasonCode)Plain(fixedHeaderFirstByte, channel)[1] };

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw new NotSupportedException();
    }

    public sealed class MqttMsgPublish : MqttMsgBase
    {
        public MqttMsgPublish(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain)
        {
            Topic = topic;
            Message = message;
            QosLevel = qosLevel;
            Retain = retain;
        }

        public string Topic { get; }
        public byte[] Message { get; }

        public static MqttMsgPublish Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
        {
            byte[] rest = Rest(channel);
            var qos = (MqttQoSLevel)((fixedHeaderFirstByte >> 1) & 3);
            int topic = (rest[0] << 8) | rest[1];
            FakeChip.Current.LargestParsed = Math.Max(FakeChip.Current.LargestParsed, topic); // it makes an array of it
            if (qos > MqttQoSLevel.ExactlyOnce)
            {
                throw new InvalidOperationException("QosNotAllowed");
            }

            int at = 2 + topic;
            int id = qos == MqttQoSLevel.AtMostOnce ? 0 : (rest[at++] << 8) | rest[at++];
            return new MqttMsgPublish(Encoding.UTF8.GetString(rest, 2, topic), rest[at..], false, qos, (fixedHeaderFirstByte & 1) != 0)
            {
                MessageId = (ushort)id,
            };
        }

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => Topic.Contains('#') || Topic.Contains('+')
            ? throw new ArgumentException("wildcard")
            : Packet(0x30 | ((int)QosLevel << 1), Text(Topic), QosLevel == MqttQoSLevel.AtMostOnce ? [] : Word(MessageId), Message ?? []);
    }

    public sealed class MqttMsgPuback : MqttMsgBase
    {
        public static MqttMsgPuback Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
        {
            byte[] rest = Plain(fixedHeaderFirstByte, channel);
            return new MqttMsgPuback { MessageId = (ushort)((rest[0] << 8) | rest[1]) };
        }

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => Packet(0x40, Word(MessageId));
    }

    public sealed class MqttMsgSubscribe(string[] topics, MqttQoSLevel[] qosLevels) : MqttMsgBase
    {
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => Packet(0x82, Word(MessageId),
            [.. topics.Zip(qosLevels, (topic, level) => (byte[])[.. Text(topic), (byte)level]).SelectMany(part => part)]);
    }

    public sealed class MqttMsgSuback : MqttMsgBase
    {
        public MqttQoSLevel[] GrantedQoSLevels { get; private init; }

        public static MqttMsgSuback Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
        {
            byte[] rest = Plain(fixedHeaderFirstByte, channel);
            return new MqttMsgSuback
            {
                MessageId = (ushort)((rest[0] << 8) | rest[1]),
                GrantedQoSLevels = [.. rest.Skip(2).Select(level => (MqttQoSLevel)level)],
            };
        }

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw new NotSupportedException();
    }

    public sealed class MqttMsgPingReq : MqttMsgBase
    {
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => [0xC0, 0];
    }

    public sealed class MqttMsgPingResp : MqttMsgBase
    {
        public static MqttMsgPingResp Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
        {
            CheckFlags(fixedHeaderFirstByte);
            Length(channel); // and nothing behind it
            return new MqttMsgPingResp();
        }

        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw new NotSupportedException();
    }

    public sealed class MqttMsgDisconnect : MqttMsgBase
    {
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => [0xE0, 0];
    }
}
