// What the board's MQTT port needs of nanoFramework.M2Mqtt to publish. Methods that need more are not called, and so never compiled.

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
    public enum MqttQoSLevel
    {
        AtMostOnce, AtLeastOnce,
    }

    public abstract class MqttMsgBase
    {
        public MqttQoSLevel QosLevel { get; set; }
        public ushort MessageId { get; set; }

        public abstract byte[] GetBytes(MqttProtocolVersion protocolVersion);
    }

    public sealed class MqttMsgPublish(string topic, byte[]? message, bool dupFlag, MqttQoSLevel qosLevel, bool retain) : MqttMsgBase
    {
        public override byte[] GetBytes(MqttProtocolVersion protocolVersion)
        {
            byte[] name = System.Text.Encoding.UTF8.GetBytes(topic);
            return [(byte)(0x30 | ((int)qosLevel << 1) | (dupFlag ? 8 : 0) | (retain ? 1 : 0)), (byte)(2 + name.Length), (byte)(name.Length >> 8),
                (byte)name.Length, .. name, .. message ?? []];
        }
    }
}
