using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;

namespace FieldNode.OnDevice
{
    /// <summary>Ports of a node that lives in memory but for its wire.</summary>
    internal sealed class TestPorts : INodePorts, IHealth, INodeLog
    {
        private readonly ISelfTestHost host;

        internal TestPorts(ISelfTestHost host, IMqttWire wire)
        {
            this.host = host;
            Wire = wire;
        }

        /// <summary>The line of the node.</summary>
        internal SlaveLine Line { get; } = new SlaveLine();

        /// <inheritdoc />
        public IMqttWire Wire { get; }

        /// <inheritdoc />
        public IFlashStore Store { get; } = new MemoryStore();

        /// <inheritdoc />
        public IHealth Health
        {
            get { return this; }
        }

        /// <inheritdoc />
        public INodeLog Log
        {
            get { return this; }
        }

        /// <inheritdoc />
        public string Password
        {
            get { return null; }
        }

        /// <inheritdoc />
        public string Version
        {
            get { return "self-test"; }
        }

        /// <inheritdoc />
        public ISerialLine CreateLine(LineSettings line)
        {
            return Line;
        }

        /// <inheritdoc />
        public long FreeMemoryBytes()
        {
            return 65536;
        }

        /// <inheritdoc />
        public int LastReset()
        {
            return 0;
        }

        /// <inheritdoc />
        public void Write(NodeEvent what, int number, string name)
        {
            if (what == NodeEvent.InternalFault || what == NodeEvent.StepFailed)
            {
                host.Say("event " + (int)what + " " + number);
            }
        }
    }
}
