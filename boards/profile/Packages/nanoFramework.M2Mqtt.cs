// nanoFramework.M2Mqtt 5.1.220. The packet classes, not the client.

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
        Version_3_1 = 3,
        Version_3_1_1 = 4,
        Version_5 = 5,
    }
}

namespace nanoFramework.M2Mqtt.Messages
{
    public abstract class MqttMsgBase
    {
        protected MqttMsgBase() => throw null;
        public MqttQoSLevel QosLevel { get => throw null; set => throw null; }
        public bool Retain { get => throw null; set => throw null; }
        public ushort MessageId { get => throw null; set => throw null; }
        public abstract byte[] GetBytes(MqttProtocolVersion protocolVersion);
    }

    public class MqttMsgConnect : MqttMsgBase
    {
        public MqttMsgConnect(
            string clientId, string username, string password, bool willRetain, MqttQoSLevel willQosLevel, bool willFlag,
            string willTopic, string willMessage, bool cleanSession, ushort keepAlivePeriod, MqttProtocolVersion protocolVersion)
            => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public class MqttMsgConnack : MqttMsgBase
    {
        public MqttReasonCode ReturnCode { get => throw null; set => throw null; }
        public static MqttMsgConnack Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
            => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public class MqttMsgPublish : MqttMsgBase
    {
        public MqttMsgPublish(string topic, byte[] message, bool dupFlag, MqttQoSLevel qosLevel, bool retain) => throw null;
        public string Topic { get => throw null; set => throw null; }
        public byte[] Message { get => throw null; set => throw null; }
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
        public static MqttMsgPublish Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
            => throw null;
    }

    public class MqttMsgPuback : MqttMsgBase
    {
        public MqttMsgPuback() => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
        public static MqttMsgPuback Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
            => throw null;
    }

    public class MqttMsgSubscribe : MqttMsgBase
    {
        public MqttMsgSubscribe(string[] topics, MqttQoSLevel[] qosLevels) => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public class MqttMsgSuback : MqttMsgBase
    {
        public MqttQoSLevel[] GrantedQoSLevels { get => throw null; set => throw null; }
        public static MqttMsgSuback Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
            => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public class MqttMsgPingReq : MqttMsgBase
    {
        public MqttMsgPingReq() => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public class MqttMsgPingResp : MqttMsgBase
    {
        public static MqttMsgPingResp Parse(byte fixedHeaderFirstByte, MqttProtocolVersion protocolVersion, IMqttNetworkChannel channel)
            => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public class MqttMsgDisconnect : MqttMsgBase
    {
        public MqttMsgDisconnect() => throw null;
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion) => throw null;
    }

    public enum MqttMessageType
    {
        Connect = 1,
        ConnectAck = 2,
        Publish = 3,
        PublishAck = 4,
        PublishReceived = 5,
        PublishRelease = 6,
        PublishComplete = 7,
        Subscribe = 8,
        SubscribeAck = 9,
        Unsubscribe = 10,
        UnsubscribeAck = 11,
        PingRequest = 12,
        PingResponse = 13,
        Disconnect = 14,
        Authentication = 15,
    }
}
