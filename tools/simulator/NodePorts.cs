#nullable disable
using System;
using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>
    /// The ports of every node that a test, a benchmark or a figure builds: what it is given, handed on. It is compiled for the device
    /// too (self-test), so it is written as device code is.
    /// </summary>
    internal sealed class NodePorts : INodePorts, IFieldPorts, IEventPorts, IBoardFacts, IIdentityPorts, IUpdatePorts, IHealth
    {
        private readonly ISerialLine[] lines;
        private readonly IFieldPorts field;
        private int lineCount;

        /// <summary>Ports over a wire and a store.</summary>
        /// <param name="wire">The connection to the broker.</param>
        /// <param name="store">The flash.</param>
        /// <param name="log">Where events go.</param>
        /// <param name="lines">Serial lines, in the order of the settings.</param>
        /// <param name="field">Buses and pins; null: this board has none.</param>
        public NodePorts(IMqttWire wire, IFlashStore store, INodeLog log, ISerialLine[] lines, IFieldPorts field)
        {
            Wire = wire;
            Store = store as StoreWatch ?? new StoreWatch(store);
            Log = log;
            this.lines = lines;
            this.field = field;
            Version = "1.2.3";
            Events = new EventRing(Store);
        }

        /// <inheritdoc />
        public IMqttWire Wire { get; }

        /// <inheritdoc />
        public IFlashStore Store { get; }

        /// <inheritdoc />
        public INodeLog Log { get; }

        /// <inheritdoc />
        public EventRing Events { get; }

        /// <summary>A board that can be updated; null: a node with updates cannot be built on these ports.</summary>
        public IUpdatePorts Updates { get; set; }

        /// <inheritdoc />
        public IHmac Hmac
        {
            get { return Updates.Hmac; }
        }

        /// <inheritdoc />
        public UpdateTarget UpdateTarget
        {
            get { return Updates.UpdateTarget; }
        }

        /// <inheritdoc />
        public ILibraries Libraries
        {
            get { return Updates.Libraries; }
        }

        /// <inheritdoc />
        public int RunningSlot
        {
            get { return Updates.RunningSlot; }
        }

        /// <inheritdoc />
        public NodeSettings ParseNode(byte[] json)
        {
            return Updates.ParseNode(json);
        }

        /// <inheritdoc />
        public UpdateReason JudgePart(PartKind kind, string name, byte[] content)
        {
            return Updates.JudgePart(kind, name, content);
        }

        /// <inheritdoc />
        public bool Adopt(PartKind kind, string name, byte[] content)
        {
            return Updates.Adopt(kind, name, content);
        }

        /// <inheritdoc />
        public void Stir(byte[] noise)
        {
            Updates.Stir(noise);
        }

        /// <inheritdoc />
        public int SettingsCrc { get; set; } = -559038737; // 0xDEADBEEF

        /// <inheritdoc />
        public long CertificateEndMs { get; set; } = 2051222400000; // 2035-01-01

        /// <inheritdoc />
        public IHealth Health
        {
            get { return this; }
        }

        /// <inheritdoc />
        public string PasswordOf(int server)
        {
            return null;
        }

        /// <inheritdoc />
        public string Version { get; set; }

        /// <summary>How the run before ended, as the board tells it.</summary>
        public int Reset { get; set; }

        /// <inheritdoc />
        public string HardwareMake
        {
            get { return null; }
        }

        /// <inheritdoc />
        public string HardwareModel
        {
            get { return "simulated"; }
        }

        /// <inheritdoc />
        public string Os
        {
            get { return "virtual time"; }
        }

        /// <inheritdoc />
        public string OsVersion
        {
            get { return Version; }
        }

        /// <inheritdoc />
        public ISerialLine CreateLine(LineSettings line)
        {
            return lines[lineCount++];
        }

        /// <inheritdoc />
        public ISensorFactory CreateSensors(BusSettings[] buses)
        {
            return Field().CreateSensors(buses);
        }

        /// <inheritdoc />
        public IDigitalPin CreatePin(int pin)
        {
            return Field().CreatePin(pin);
        }

        /// <inheritdoc />
        public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp)
        {
            return Field().CreateCounter(pin, rising, pullUp);
        }

        /// <inheritdoc />
        public long FreeMemoryBytes()
        {
            return 65536;
        }

        /// <inheritdoc />
        public int LastReset()
        {
            return Reset;
        }

        private IFieldPorts Field()
        {
            if (field == null)
            {
                throw new ArgumentException("these ports were given no buses and pins");
            }

            return field;
        }
    }
}
