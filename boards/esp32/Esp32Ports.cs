using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using nanoFramework.Runtime.Native;

namespace FieldNode.Esp32
{
    /// <summary>What this board gives to the node.</summary>
    public class Esp32Ports : INodePorts, IFieldPorts, IEventPorts, IBoardFacts, IIdentityPorts, IJournalPorts
    {
        /// <summary>Version of the firmware.</summary>
        public const string FirmwareVersion = "0.1.0";

        private Esp32FieldPorts fieldPorts; // until the node is built, and so the passwords
        private string[] passwords;    // by server
        private LinkIdentity identity; // the same

        /// <summary>Puts the ports together.</summary>
        public Esp32Ports(Esp32FieldPorts fieldPorts, IMqttWire wire, IFlashStore store, DeviceLog log, string[] passwords, BootRecord boot,
            int settingsCrc, LinkIdentity identity)
        {
            this.fieldPorts = fieldPorts;
            Wire = wire;
            Store = store;
            Log = log;
            Events = log.Ring;
            this.passwords = passwords;
            this.identity = identity;
            SettingsCrc = settingsCrc;
            Health = new HealthPort(boot.LastEnd);
            Version = boot.IsSafeMode ? FirmwareVersion + " safe mode" : FirmwareVersion;
        }

        /// <summary>The node is built: lets go of the pins' table, of who has which, and of what the session has by now.</summary>
        public void EndConstruction()
        {
            fieldPorts = null;
            passwords = null;
            identity = null;
        }

        /// <inheritdoc />
        public IMqttWire Wire { get; }

        /// <inheritdoc />
        public IFlashStore Store { get; }

        /// <inheritdoc />
        public int JournalBytes
        {
            get { return UpdateFacts.HasPsram() ? SampleJournal.RamBytesLarge : SampleJournal.RamBytesUsual; }
        }

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
        public string Version { get; protected set; }

        /// <inheritdoc />
        public int SettingsCrc { get; }

        /// <inheritdoc />
        public long CertificateEndMs
        {
            get { return identity.EndMs; }
        }

        /// <inheritdoc />
        public string HardwareMake
        {
            get { return fieldPorts.Board.Make; }
        }

        /// <inheritdoc />
        public string HardwareModel
        {
            get { return fieldPorts.Board.Model; }
        }

        /// <inheritdoc />
        public string Os
        {
            get { return "nanoFramework"; }
        }

        /// <inheritdoc />
        public string OsVersion
        {
            get { return SystemInfo.Version.ToString(); }
        }

        /// <inheritdoc />
        public ISerialLine CreateLine(LineSettings line)
        {
            return new Rs485Line(line, fieldPorts.ClaimSerial(line));
        }

        /// <inheritdoc />
        public ISensorFactory CreateSensors(BusSettings[] buses)
        {
            return fieldPorts.CreateSensors(buses);
        }

        /// <inheritdoc />
        public IDigitalPin CreatePin(int pin)
        {
            return fieldPorts.CreatePin(pin);
        }

        /// <inheritdoc />
        public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp)
        {
            return fieldPorts.CreateCounter(pin, rising, pullUp);
        }
    }
}
