using System;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>Makes what a node needs to be updated: only where the settings want it.</summary>
    internal sealed class UpdateBuilder
    {
        /// <summary>Tags that it adds at most, with those of its counters.</summary>
        public const int TagsMax = UpdateDevice.OwnTags + UpdateDevice.Counters;

        private readonly NodeSettings settings;
        private readonly INodePorts ports;
        private readonly IUpdatePorts board;
        private readonly UpdateKeys keys;
        private readonly SlotInstaller installer;
        private readonly FieldMemory memory;

        /// <summary>Looks at the slots.</summary>
        public UpdateBuilder(NodeSettings settings, INodePorts ports)
        {
            this.settings = settings;
            this.ports = ports;
            board = ports as IUpdatePorts;
            if (board == null)
            {
                throw new ArgumentException("this board takes no updates: update");
            }

            keys = new UpdateKeys(ports.Store);
            var judge = new PartJudge(board, FirmwareOf(ports.Version), settings.Node);
            installer = new SlotInstaller(ports.Store, board.Hmac, board.UpdateTarget, board.Libraries, judge, board.RunningSlot) { KeyPlace = judge };
            memory = new FieldMemory(ports.Store, settings, ports as ILinkFacts);
        }

        /// <summary>The device, once it was added.</summary>
        public UpdateDevice Device { get; private set; }

        /// <summary>Adds the device; before the table is sealed.</summary>
        public UpdateDevice Add(TagTable tags)
        {
            Device = new UpdateDevice(tags, settings.Update, new Updater(installer, board.Hmac, keys), installer);
            return Device;
        }

        /// <summary>Gives the device what was made after it.</summary>
        /// <param name="node">The node.</param>
        /// <param name="keySwitch">Tag that must be on for anything to be taken, or SparkplugOptions.NoKeySwitch.</param>
        public void Finish(Node node, int keySwitch)
        {
            TrialWatch watch = null;
            if (installer.State == InstallState.Testing)
            {
                watch = new TrialWatch(settings.Update, memory, node.Tags);
                watch.Attach(node.Edge, node.Session, node.Terminals);
            }

            Device.KeySwitch = keySwitch;
            Device.Attach(node, watch, new SlotAdoption(ports.Store, board, installer, keys), memory);
            Device.Prime(ports.Version, board.RunningSlot, board.UpdateTarget.CanRunAssemblies);
        }

        // A board says behind a blank what keeps it from running in full; records are made for the version alone.
        private static string FirmwareOf(string version)
        {
            int end = version.IndexOf(' ');
            return end < 0 ? version : version.Substring(0, end);
        }
    }
}
