using System;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;

namespace FieldNode.Esp32
{
    /// <summary>What this board gives to a node that a loader started, so that it can be updated.</summary>
    public sealed class UpdatablePorts : Esp32Ports, IUpdatePorts, ILinkFacts
    {
        private readonly OwnParts parts;

        /// <summary>Puts the ports together.</summary>
        public UpdatablePorts(Esp32FieldPorts fieldPorts, IMqttWire wire, IFlashStore store, DeviceLog log, string[] passwords, BootRecord boot,
            int settingsCrc, LinkIdentity identity, HandOver start, UpdateTarget target, OwnParts parts, int linkCrc)
            : base(fieldPorts, wire, store, log, passwords, boot, settingsCrc, identity)
        {
            this.parts = parts;
            UpdateTarget = target;
            RunningSlot = start.Slot;
            LinkCrc = linkCrc;
            if (start.IsRestricted)
            {
                Version += " update only";
            }
        }

        /// <inheritdoc />
        public IHmac Hmac { get; } = new DeviceHmac();

        /// <inheritdoc />
        public UpdateTarget UpdateTarget { get; }

        /// <inheritdoc />
        public ILibraries Libraries { get; } = new DeviceLibraries();

        /// <inheritdoc />
        public int RunningSlot { get; }

        /// <inheritdoc />
        public int LinkCrc { get; }

        /// <inheritdoc />
        public NodeSettings ParseNode(byte[] json)
        {
            return new SettingsJson(null).ParseNode(json);
        }

        /// <inheritdoc />
        public UpdateReason JudgePart(PartKind kind, string name, byte[] content)
        {
            return parts.Judge(kind, name, content);
        }

        /// <inheritdoc />
        public bool Adopt(PartKind kind, string name, byte[] content)
        {
            return parts.Adopt(kind, name, content);
        }

        /// <inheritdoc />
        public void Stir(byte[] noise)
        {
            try
            {
                new Random().NextBytes(noise); // esp_random: true noise while the radio is on
                byte[] ticks = BitConverter.GetBytes(Environment.TickCount64);
                for (int i = 0; i < ticks.Length && i < noise.Length; i++)
                {
                    noise[i] ^= ticks[i];
                }
            }
            catch (Exception)
            {
                // Then there is none.
            }
        }
    }
}
