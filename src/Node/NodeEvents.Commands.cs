using FieldNode.Field;
using FieldNode.Journal;
using FieldNode.Sparkplug;

namespace FieldNode
{
    /// <summary>What became of commands: counted by who must act, recorded one by one, and the last one that was not done named.</summary>
    public sealed partial class NodeEvents
    {
        /// <summary>Bytes of <see cref="PutLastRefusal"/>: two digits, a blank, a name as the event ring has it.</summary>
        public const int RefusalMax = 3 + EventRecord.NameMax;

        private const int NoTag = -1;

        private readonly int[] commands = new int[Verdicts.Groups];
        private CommandVerdict lastVerdict;
        private int lastDevice;
        private int lastTag = NoTag;

        /// <summary>Commands or values of a group of <see cref="Verdicts"/>.</summary>
        public int Commands(int group)
        {
            return commands[group];
        }

        /// <summary>True if a command or value was not done since this was last set to false: hosts want to hear of it soon.</summary>
        public bool HasRefusal { get; set; }

        /// <inheritdoc />
        public void OnWrite(int tag, WriteResult result)
        {
            OnVerdict(Verdicts.Of(result), tags.DeviceOf(tag), tag);
        }

        /// <summary>A command was refused, or a value that was taken has come to its end; <paramref name="tag"/> is -1 if none is known.</summary>
        public void OnVerdict(CommandVerdict verdict, int device, int tag)
        {
            int group = Verdicts.GroupOf(verdict);
            if (group >= 0)
            {
                commands[group]++;
            }

            bool passed = verdict == CommandVerdict.Passed;
            if (!passed)
            {
                HasRefusal = true;
                lastVerdict = verdict;
                lastDevice = device;
                lastTag = tag;
            }

            if (verdict == CommandVerdict.Unreadable)
            {
                return; // it has an event of its own, with the error
            }

            bool ofWrite = Verdicts.IsOfWrite(verdict);
            EventKind kind = passed ? EventKind.WritePassed : ofWrite ? EventKind.WriteNotDone : EventKind.CommandRefused;
            if (tag < 0)
            {
                Add(kind, (int)verdict, device);
            }
            else
            {
                AddTag(kind, (int)verdict, tag);
            }

            Say(passed ? NodeEvent.WritePassed : ofWrite ? NodeEvent.WriteNotDone : NodeEvent.CommandRefused,
                passed ? tag : (int)verdict, tags.DeviceName(device));
        }

        /// <summary>The last verdict that was not Passed, as <c>4 Boiler/Setpoint</c>: its number, and the tag, or the device, or nothing.</summary>
        /// <param name="into">Has RefusalMax bytes.</param>
        /// <returns>Bytes that it takes; 0: there was none.</returns>
        public int PutLastRefusal(byte[] into)
        {
            if (lastVerdict == CommandVerdict.Passed)
            {
                return 0;
            }

            int number = (int)lastVerdict;
            int at = 0;
            if (number >= 10)
            {
                into[at++] = (byte)('0' + number / 10);
            }

            into[at++] = (byte)('0' + number % 10);
            into[at] = (byte)' ';
            int end = lastTag < 0 ? EventRecord.PutName(tags.DeviceName(lastDevice), into, at + 1) : PutName(lastTag, into, at + 1);
            return end == at + 1 ? at : end;
        }
    }
}
