namespace FieldNode.Mqtt
{
    /// <summary>One broker of a node's list. Fixed once the session is made.</summary>
    public sealed class MqttBroker
    {
        /// <summary>Host name as in its certificate.</summary>
        public string Host;
        /// <summary>TCP port, 1 to 65535.</summary>
        public int Port = 8883;
        /// <summary>User name besides the certificate, or null for none.</summary>
        public string User;
        /// <summary>Password, or null for none; it needs a <see cref="User"/> (MQTT 3.1.1, 3.1.2.9). MUST NOT reach a log.</summary>
        public string Password;
    }
}
