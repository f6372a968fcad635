using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>What this board gives to the node.</summary>
    public sealed class Esp32Ports : INodePorts, IFieldPorts, IEventPorts
    {
        /// <summary>Version of the firmware.</summary>
        public const string FirmwareVersion = "0.1.0";

        private Esp32FieldPorts field; // until the node is built, and so the passwords
        private string[] passwords;    // by server

        /// <summary>Puts the ports together.</summary>
        public Esp32Ports(Esp32FieldPorts field, IMqttWire wire, IFlashStore store, DeviceLog log, string[] passwords, BootRecord boot)
        {
            this.field = field;
            Wire = wire;
            Store = store;
            Log = log;
            Events = log.Ring;
            this.passwords = passwords;
            Health = new HealthPort(boot.LastEnd);
            Version = boot.IsSafeMode ? FirmwareVersion + " safe mode" : FirmwareVersion;
        }

        /// <summary>The node is built: lets go of the pins' table, of who has which, and of what the session has by now.</summary>
        public void EndConstruction()
        {
            field = null;
            passwords = null;
        }

        /// <inheritdoc />
        public IMqttWire Wire { get; }

        /// <inheritdoc />
        public IFlashStore Store { get; }

        /// <inheritdoc />
        public IHealth Health { get; }

        /// <inheritdoc />
        public INodeLog Log { get; }

        /// <inheritdoc />
        public EventRing Events { get; }

        /// <inheritdoc />
        public string PasswordOf(int server)
        {
            return passwords[server];
        }

        /// <inheritdoc />
        public string Version { get; }

        /// <inheritdoc />
        public ISerialLine CreateLine(LineSettings line)
        {
            return new Rs485Line(line, field.ClaimSerial(line));
        }

        /// <inheritdoc />
        public ISensorFactory CreateSensors(BusSettings[] buses)
        {
            return field.CreateSensors(buses);
        }

        /// <inheritdoc />
        public IDigitalPin CreatePin(int pin)
        {
            return field.CreatePin(pin);
        }

        /// <inheritdoc />
        public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp)
        {
            return field.CreateCounter(pin, rising, pullUp);
        }
    }
}
