using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// The one narrow door down: NCMD and DCMD of this node's own session. A command is read whole before anything of it is obeyed;
    /// what is not a rebirth or an allowed write is counted and forgotten (Sparkplug 3.0.0, 6.4.20 and 6.4.21).
    /// </summary>
    public sealed partial class EdgeNode
    {
        private readonly CommandReader command = new CommandReader();
        private readonly string commandTopic;
        private readonly string commandPrefix;

        /// <summary>Rebirths that hosts asked for.</summary>
        public int RebirthsAsked { get; private set; }

        /// <summary>Commands, or metrics of commands, that were not obeyed.</summary>
        public int CommandsRefused { get; private set; }

        /// <summary>Writes that a driver took.</summary>
        public int WritesPassed { get; private set; }

        /// <inheritdoc />
        public void OnMessage(string topic, byte[] payload, int offset, int count, bool retain, long nowMs, long utcMs)
        {
            int device = DeviceOfTopic(topic);
            if (device < 0)
            {
                Refuse(CommandVerdict.UnknownDevice, 0);
                return;
            }

            if (retain)
            {
                Refuse(CommandVerdict.Retained, device);
                return;
            }

            command.Begin(payload, offset, count, options.CommandBytesMax, options.CommandMetricsMax);
            DecodeError error = command.Check();
            if (error != DecodeError.None)
            {
                CommandsRefused++;
                owner.OnEdgeEvent(EdgeEvent.CommandUnreadable, device, (int)error);
                return;
            }

            while (command.Next())
            {
                if (device == 0 && command.NameIs(RebirthName))
                {
                    // true asks for it; false is what a host writes to reset its own tag
                    if (command.Kind == ValueKind.Bool && command.ValueBits != 0)
                    {
                        RebirthsAsked++;
                        rebirthAsked = true;
                        owner.OnEdgeEvent(EdgeEvent.RebirthAsked, 0, 0);
                    }

                    continue;
                }

                CommandVerdict verdict = Obey(device, payload);
                if (verdict != CommandVerdict.Passed)
                {
                    Refuse(verdict, device);
                }
            }
        }

        private CommandVerdict Obey(int device, byte[] payload)
        {
            int tag = command.HasAlias
                ? tags.FindByAlias(command.Alias)
                : command.NameOffset < 0 ? -1 : tags.FindByName(device, payload, command.NameOffset, command.NameCount);
            if (tag < 0 || tags.DeviceOf(tag) != device)
            {
                return CommandVerdict.UnknownMetric;
            }

            if (!tags.IsWritable(tag))
            {
                return CommandVerdict.NotAllowed;
            }

            if (!born[device])
            {
                return CommandVerdict.UnknownDevice;
            }

            CommandVerdict verdict = CommandValue.Read(command, tags.TypeOf(tag), out double value, out long bits);
            if (verdict != CommandVerdict.Passed)
            {
                return verdict;
            }

            if (!owner.OnHostWrite(tag, value, bits))
            {
                return CommandVerdict.NotTaken;
            }

            WritesPassed++;
            owner.OnEdgeEvent(EdgeEvent.WritePassed, device, tag);
            return CommandVerdict.Passed;
        }

        private void Refuse(CommandVerdict verdict, int device)
        {
            CommandsRefused++;
            owner.OnEdgeEvent(EdgeEvent.CommandRefused, device, (int)verdict);
        }

        // 0 for NCMD, a device for its DCMD, -1 for anything else that the filters let through.
        private int DeviceOfTopic(string topic)
        {
            if (topic == commandTopic)
            {
                return 0;
            }

            for (int device = 1; device < born.Length; device++)
            {
                string name = tags.DeviceName(device);
                if (topic.Length == commandPrefix.Length + name.Length && topic.EndsWith(name) && topic.StartsWith(commandPrefix))
                {
                    return device;
                }
            }

            return -1;
        }
    }
}
