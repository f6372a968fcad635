using System;
using FieldNode.Journal;

namespace FieldNode
{
    /// <summary>Remembers which node file ran last, as the A/B record <c>settings</c> (its CRC-32), and records a change.</summary>
    public static class SettingsMark
    {
        private const int Bytes = 4;

        /// <summary>CRC-32 of the node file that ran last; 0: none did.</summary>
        public static int Last(IFlashStore store)
        {
            byte[] content = new byte[Bytes];
            return new AbRecord(store, "settings", Bytes).Read(content) == Bytes ? BitConverter.ToInt32(content, 0) : 0;
        }

        /// <summary>Compares and keeps; at the start of a run.</summary>
        /// <param name="store">Where the record is.</param>
        /// <param name="crc">CRC-32 of the node file's bytes.</param>
        /// <param name="ring">Where a change is told.</param>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">Wall clock, 0 if it is not set.</param>
        /// <returns>True if the file is another than at the last run, or the first.</returns>
        public static bool Check(IFlashStore store, int crc, EventRing ring, long nowMs, long utcMs)
        {
            byte[] content = new byte[Bytes];
            AbRecord record = new AbRecord(store, "settings", Bytes);
            int former = record.Read(content) == Bytes ? BitConverter.ToInt32(content, 0) : 0;
            if (former == crc)
            {
                return false;
            }

            for (int i = 0; i < Bytes; i++)
            {
                content[i] = (byte)(crc >> (8 * i));
            }

            record.Write(content, Bytes);
            ring.Add(EventKind.SettingsChanged, crc, former, (string)null, nowMs, utcMs);
            return true;
        }
    }
}
