using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// The one narrow door down: NCMD and DCMD of this node's own session. A command is read and judged whole before anything of it is done:
    /// its values are all taken, or all refused and their tags reported again. A rebirth is not a value, nor are bytes that
    /// <see cref="IBytesTaker"/> takes (docs/SPEC.md, "Commands"; Sparkplug 3.0.0, 6.4.20 and 6.4.21).
    /// </summary>
    public sealed partial class EdgeNode
    {
        private const int NoTag = -1;

        private readonly CommandReader command = new CommandReader();
        private readonly string commandTopic;
        private readonly string commandPrefix;

        /// <summary>Commands that asked for a rebirth, of the node or of a device.</summary>
        public int RebirthsAsked { get; private set; }

        /// <summary>Of these, those that were not served: too many had come before.</summary>
        public int RebirthsRefused { get; private set; }

        /// <inheritdoc />
        public void OnMessage(string topic, byte[] payload, int offset, int count, bool retain, long nowMs, long utcMs)
        {
            if (host != null && topic == host.Topic)
            {
                OnState(payload, offset, count, nowMs, utcMs); // the one retained message that is heard
                return;
            }

            int device = DeviceOfTopic(topic, commandTopic, commandPrefix);
            if (device < 0 && echo != null && TakeEcho(topic, payload, offset, count, count, retain, nowMs))
            {
                return;
            }

            if (device < 0 || retain)
            {
                owner.OnRefused(device < 0 ? CommandVerdict.UnknownDevice : CommandVerdict.Retained, device < 0 ? 0 : device, NoTag);
                return;
            }

            command.Begin(payload, offset, count, options.CommandBytesMax, options.CommandMetricsMax);
            DecodeError error = command.Check();
            if (error != DecodeError.None)
            {
                owner.OnEdgeEvent(EdgeEvent.CommandUnreadable, device, (int)error);
                return;
            }

            bool isOld = IsOld(utcMs);
            bool asksRebirth = false;
            IBytesTaker bytes = options.Bytes;
            int values = 0;
            int tag = NoTag; // the first that cannot be written
            CommandVerdict verdict = CommandVerdict.Passed;
            while (command.Next())
            {
                if (IsRebirth(device))
                {
                    // true asks for it; false is what a host writes to reset its own tag
                    asksRebirth = asksRebirth || (command.Kind == ValueKind.Bool && command.ValueBits != 0);
                    continue;
                }

                if (bytes != null && bytes.Device == device && bytes.Take(command, payload, nowMs, utcMs))
                {
                    continue;
                }

                if (values++ == 0)
                {
                    owner.BeginWrites();
                }

                if (verdict == CommandVerdict.Passed)
                {
                    tag = TagOfMetric(device, payload);
                    verdict = Judge(device, tag, payload, isOld);
                }
            }

            if (values > 0 && verdict == CommandVerdict.Passed && writes != null && !writes.TryTake(values, nowMs))
            {
                verdict = CommandVerdict.TooMany;
            }

            if (asksRebirth)
            {
                OnRebirthAsked(device, nowMs, utcMs);
            }

            if (values > 0)
            {
                command.Begin(payload, offset, count, options.CommandBytesMax, options.CommandMetricsMax);
                Finish(device, payload, verdict, tag);
            }
        }

        private int TagOfMetric(int device, byte[] payload)
        {
            int tag = command.NameCount > 0 && command.NameOffset >= 0
                ? tags.FindByName(device, payload, command.NameOffset, command.NameCount) : NoTag;
            if (tag < 0 && command.HasAlias)
            {
                tag = tags.FindByAlias(command.Alias);
            }

            return tag < 0 || tags.DeviceOf(tag) != device ? NoTag : tag;
        }

        // An alias that no tag has beside a right name is a host's zero, or of another node; one that another tag has is not to be guessed about.
        private bool IsContradictory(int device, byte[] payload)
        {
            if (!command.HasAlias || command.NameOffset < 0 || command.NameCount == 0)
            {
                return false;
            }

            int other = tags.FindByAlias(command.Alias);
            return other >= 0 && other != tags.FindByName(device, payload, command.NameOffset, command.NameCount);
        }

        // Held against the wall clock, so a host's clock must go right where this is asked for.
        private bool IsOld(long utcMs)
        {
            long sentMs = command.PayloadTimestamp;
            long ageMs = utcMs - sentMs;
            return options.CommandAgeMaxMs > 0 && (sentMs < 0 || ageMs > options.CommandAgeMaxMs || ageMs < -options.CommandAgeMaxMs);
        }

        private CommandVerdict Judge(int device, int tag, byte[] payload, bool isOld)
        {
            if (tag < 0)
            {
                return CommandVerdict.UnknownMetric;
            }

            if (IsContradictory(device, payload))
            {
                return CommandVerdict.Contradictory;
            }

            if (!options.TakesCommands || !tags.IsWritable(tag))
            {
                return CommandVerdict.NotAllowed;
            }

            if (!IsKeyOn())
            {
                return CommandVerdict.KeySwitchOff;
            }

            if (isOld)
            {
                return CommandVerdict.TooOld;
            }

            if (tags.IsTakenByPerson(tag))
            {
                return CommandVerdict.Held;
            }

            if (!born[device])
            {
                return CommandVerdict.Away;
            }

            CommandVerdict verdict = CommandValue.Read(command, tags.TypeOf(tag), out double value, out long bits);
            if (verdict == CommandVerdict.Passed && !tags.IsWithinRange(tag, value))
            {
                return CommandVerdict.OutOfRange;
            }

            return verdict == CommandVerdict.Passed ? owner.CheckWrite(tag, value, bits) : verdict;
        }

        // As it is now; a contact that cannot be read does not count as on.
        private bool IsKeyOn()
        {
            int key = options.KeySwitch;
            return key == SparkplugOptions.NoKeySwitch || (tags.QualityOf(key) == Quality.Good && tags.GetBool(key));
        }

        /// <summary>All values of the command are written, or none, and then hosts are shown what their tags hold.</summary>
        private void Finish(int device, byte[] payload, CommandVerdict verdict, int firstRefused)
        {
            while (command.Next())
            {
                int tag = IsRebirth(device) ? NoTag : TagOfMetric(device, payload);
                if (tag < 0)
                {
                    continue;
                }

                if (verdict == CommandVerdict.Passed)
                {
                    CommandValue.Read(command, tags.TypeOf(tag), out double value, out long bits);
                    owner.Write(tag, value, bits);
                }
                else if (born[device])
                {
                    tags.ReportAgain(tag);
                }
            }

            if (verdict != CommandVerdict.Passed)
            {
                owner.OnRefused(verdict, device, firstRefused);
            }
        }

        // 0 for the node's topic, a device for its own behind the prefix, -1 for anything else that the filters let through.
        private int DeviceOfTopic(string topic, string nodeTopic, string prefix)
        {
            if (topic == nodeTopic)
            {
                return 0;
            }

            for (int device = 1; device < born.Length; device++)
            {
                string name = tags.DeviceName(device);
                if (topic.Length == prefix.Length + name.Length && topic.EndsWith(name) && topic.StartsWith(prefix))
                {
                    return device;
                }
            }

            return -1;
        }
    }
}
