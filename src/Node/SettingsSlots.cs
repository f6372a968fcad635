using System;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode
{
    /// <summary>
    /// The node's own settings record on flash, in two files that are written in turn: a cut leaves the one that was not being written. It is
    /// a copy of what the node file says, so the worst that can come is a start that reads the file.
    /// </summary>
    public sealed class SettingsSlots
    {
        private const int UsualBytes = 8192; // a node of 100 tags has some 4 KB; a longer record is read in two goes

        private static readonly string[] Names = { "settings-record.a", "settings-record.b" };

        private readonly IFlashStore store;
        private readonly string firmware;
        private readonly int[] sequences = new int[Names.Length];
        private readonly bool[] isSound = new bool[Names.Length];

        /// <summary>The record of a firmware in a store.</summary>
        public SettingsSlots(IFlashStore store, string firmware)
        {
            this.store = store;
            this.firmware = firmware;
        }

        /// <summary>Why <see cref="Find"/> found nothing: the fault of the record that came nearest.</summary>
        public RecordFault Fault { get; private set; }

        /// <summary>Looks for the record of a node file.</summary>
        /// <returns>It, or null: then both files have been looked at, and <see cref="Keep"/> knows which to write.</returns>
        public SettingsRecord Find(RecordSource source)
        {
            Fault = RecordFault.Missing;
            for (int i = 0; i < Names.Length; i++)
            {
                SettingsRecord record = Read(i);
                isSound[i] = record.Fault == RecordFault.None;
                if (isSound[i])
                {
                    sequences[i] = record.Sequence;
                }

                if (isSound[i] && record.Source.Is(source))
                {
                    Fault = RecordFault.None;
                    return record;
                }

                RecordFault fault = isSound[i] ? RecordFault.OtherFile : record.Fault;
                Fault = fault > Fault ? fault : Fault;
            }

            return null;
        }

        /// <summary>Writes the record of a node file whose settings are sound; after <see cref="Find"/> did not find it.</summary>
        /// <returns>False if the store is full or broken, or the record too long; the next start then reads the file again.</returns>
        public bool Keep(NodeSettings settings, RecordSource source, int crc)
        {
            // Of two sound ones the older goes; their numbers may wrap.
            int target = !isSound[0] ? 0 : !isSound[1] ? 1 : sequences[0] - sequences[1] > 0 ? 1 : 0;
            int other = 1 - target;
            byte[] record;
            try
            {
                record = SettingsRecord.Make(settings, firmware, source, crc, isSound[other] ? sequences[other] + 1 : 1, false);
            }
            catch (ArgumentException)
            {
                return false;
            }

            return store.Write(Names[target], record, 0, record.Length);
        }

        private SettingsRecord Read(int slot)
        {
            byte[] bytes = new byte[UsualBytes];
            int count = store.Read(Names[slot], bytes, 0, bytes.Length);
            int told = SettingsRecord.LengthOf(bytes, count);
            if (count == bytes.Length && told > count && told <= SettingsRecord.BytesMax)
            {
                bytes = new byte[told];
                count = store.Read(Names[slot], bytes, 0, told);
            }

            return SettingsRecord.Open(bytes, count, firmware);
        }
    }
}
