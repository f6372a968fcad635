using nanoFramework.M2Mqtt;

namespace FieldNode.OnDevice.Device
{
    /// <summary>A channel to a broker in memory.</summary>
    public sealed class BrokerChannel : IMqttNetworkChannel
    {
        private readonly MiniBroker broker;

        /// <summary>A channel to this broker.</summary>
        public BrokerChannel(MiniBroker broker)
        {
            this.broker = broker;
        }

        /// <inheritdoc />
        public bool DataAvailable
        {
            get { return true; }
        }

        /// <inheritdoc />
        public bool ValidateServerCertificate { get; set; }

        /// <inheritdoc />
        public int Receive(byte[] buffer)
        {
            return broker.Drain(buffer, buffer.Length);
        }

        /// <inheritdoc />
        public int Receive(byte[] buffer, int timeout)
        {
            return broker.Drain(buffer, buffer.Length);
        }

        /// <inheritdoc />
        public int Send(byte[] buffer)
        {
            broker.Feed(buffer, 0, buffer.Length);
            return buffer.Length;
        }

        /// <inheritdoc />
        public void Close()
        {
        }

        /// <inheritdoc />
        public void Connect()
        {
        }

        /// <inheritdoc />
        public void Accept()
        {
        }
    }
}
