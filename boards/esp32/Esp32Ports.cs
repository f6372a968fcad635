using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;

namespace FieldNode.Esp32
{
    /// <summary>What this board gives to the node.</summary>
    public sealed class Esp32Ports : INodePorts
    {
        /// <summary>Version of the firmware.</summary>
        public const string FirmwareVersion = "0.1.0";

        private readonly BoardPins pins;

        /// <summary>Puts the ports together.</summary>
        public Esp32Ports(BoardPins pins, IMqttWire wire, IFlashStore store, INodeLog log, string password, BootRecord boot)
        {
            this.pins = pins;
            Wire = wire;
            Store = store;
            Log = log;
            Password = password;
            Health = new HealthPort(boot.LastEnd);
            Version = boot.IsSafeMode ? FirmwareVersion + " safe mode" : FirmwareVersion;
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
        public string Password { get; }

        /// <inheritdoc />
        public string Version { get; }

        /// <inheritdoc />
        public ISerialLine CreateLine(LineSettings line)
        {
            return new Rs485Line(line, pins.SerialOf(line.Port));
        }
    }
}
