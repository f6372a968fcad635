using System;
using nanoFramework.M2Mqtt;

namespace FieldNode.Esp32
{
    /// <summary>
    /// One received packet, whole and in memory, as M2Mqtt's Parse methods want to read it: first the remaining length byte by byte,
    /// then the rest at once. They take the first byte of the fixed header as an argument (MqttMsgBase.DecodeVariableByte,
    /// M2Mqtt 5.1.220), so it is not read here.
    /// </summary>
    internal sealed class PacketChannel : IMqttNetworkChannel
    {
        private byte[] bytes;
        private int next;
        private int end;

        /// <inheritdoc />
        public bool DataAvailable
        {
            get { return next < end; }
        }

        /// <summary>Not used: there is no server behind a packet.</summary>
        public bool ValidateServerCertificate { get; set; }

        /// <summary>Shows the bytes after the first one of the packet.</summary>
        internal void Show(byte[] packet, int offset, int count)
        {
            bytes = packet;
            next = offset + 1;
            end = offset + count;
        }

        /// <inheritdoc />
        public int Receive(byte[] buffer)
        {
            int count = end - next < buffer.Length ? end - next : buffer.Length;
            Array.Copy(bytes, next, buffer, 0, count);
            next += count;
            return count;
        }

        /// <inheritdoc />
        public int Receive(byte[] buffer, int timeout)
        {
            return Receive(buffer);
        }

        /// <summary>A packet that was received cannot be sent.</summary>
        public int Send(byte[] buffer)
        {
            return 0;
        }

        /// <inheritdoc />
        public void Connect()
        {
        }

        /// <inheritdoc />
        public void Close()
        {
            next = end;
        }

        /// <summary>A client accepts nobody.</summary>
        public void Accept()
        {
        }
    }
}
