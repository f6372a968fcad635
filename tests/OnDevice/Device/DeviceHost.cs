using System;
using System.Text;
using FieldNode.Esp32;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.OnDevice.Device
{
    /// <summary>The device: M2MqttWire over a channel in memory, nanoFramework.Json.</summary>
    public sealed class DeviceHost : ISelfTestHost
    {
        /// <inheritdoc />
        public void Say(string line)
        {
            // Not Debug.WriteLine: it is [Conditional("DEBUG")] in nanoFramework too, and the self-test is also run as a release.
            Console.WriteLine(line);
        }

        /// <inheritdoc />
        public IMqttWire WireTo(MiniBroker broker)
        {
            return new M2MqttWire(new BrokerChannel(broker), null, M2MqttWire.UsualPacketMax);
        }

        /// <inheritdoc />
        public NodeSettings Parse(string text)
        {
            return new SettingsJson(null).ParseNode(Encoding.UTF8.GetBytes(text));
        }

        /// <inheritdoc />
        public IHmac Hmac { get; } = new DeviceHmac();

        /// <inheritdoc />
        public void Settle()
        {
        }

        /// <inheritdoc />
        public void CheckBoard(Report report)
        {
            PackageChecks.Run(report);
            LoadChecks.Run(report, this);
        }

        /// <inheritdoc />
        public long NowMs()
        {
            return Environment.TickCount64;
        }

        /// <inheritdoc />
        public long FreeBytes()
        {
            return nanoFramework.Runtime.Native.GC.Run(false);
        }
    }
}
