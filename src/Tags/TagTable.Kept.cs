using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Metric images that a journal kept: whose they are, and whether the table still has the same sample.</summary>
    public sealed partial class TagTable
    {
        /// <summary>The alias in a metric image of this table, or 0 if it has none there.</summary>
        public int AliasIn(byte[] bytes, int at, int size)
        {
            int key = at + (bytes[at + 1] < 128 ? 2 : bytes[at + 2] < 128 ? 3 : 4);
            key += DatatypeInData ? DatatypeCount : 0;
            if (headSkip == 0 || key + 2 >= at + size || bytes[key] != FieldKey.Alias)
            {
                return 0;
            }

            int alias = bytes[key + 1];
            return alias < 128 ? alias : bytes[key + 2] < 128 ? (alias & 0x7F) | (bytes[key + 2] << 7)
                : (alias & 0x7F) | ((bytes[key + 2] & 0x7F) << 7) | (bytes[key + 3] << 14);
        }

        /// <summary>The tag of a device whose name is in a metric image of this table that has no alias, or -1.</summary>
        public int TagNamedIn(int ofDevice, byte[] bytes, int at)
        {
            int key = at + (bytes[at + 1] < 128 ? 2 : bytes[at + 2] < 128 ? 3 : 4);
            key += DatatypeInData ? DatatypeCount : 0;
            return bytes[key] != FieldKey.Name || bytes[key + 1] >= 128 ? NoTag : FindByName(ofDevice, bytes, key + 2, bytes[key + 1]);
        }

        /// <summary>True if a metric image is, byte for byte, what a data frame would have of a tag now.</summary>
        /// <param name="tag">The tag.</param>
        /// <param name="bytes">Where the image is.</param>
        /// <param name="at">Its start.</param>
        /// <param name="size">Its length.</param>
        /// <param name="scratch">Room to make one for comparison, from <paramref name="scratchAt"/> to <paramref name="limit"/>.</param>
        /// <param name="scratchAt">Its start.</param>
        /// <param name="limit">Its end.</param>
        public bool IsImageOf(int tag, byte[] bytes, int at, int size, byte[] scratch, int scratchAt, int limit)
        {
            // Its time first: mostly that is another one. Longer heads than the image's only a text has.
            int start = ImageAt(tag);
            int time = headCount[tag] - WireTime.Count - 1;
            if ((flags[tag] & SlowFlag) == 0 && bytes[at + 1] < 128 && BitConverter.ToInt32(data, start + time) != BitConverter.ToInt32(bytes, at + time))
            {
                return false;
            }

            if (slack[tag] != InFull && ImageAt(tag + 1) - slack[tag] - start == size)
            {
                return SameBytes(data, start, bytes, at, size);
            }

            return IsMadeOf(tag, state[tag] | QualityDueBit, bytes, at, size, scratch, scratchAt, limit)
                || IsMadeOf(tag, state[tag] & ~QualityDueBit, bytes, at, size, scratch, scratchAt, limit);
        }

        private bool IsMadeOf(int tag, int asState, byte[] bytes, int at, int size, byte[] scratch, int scratchAt, int limit)
        {
            byte before = state[tag];
            byte flagsBefore = flags[tag];
            state[tag] = (byte)asState;
            int end = AppendInFull(tag, scratch, scratchAt, limit);
            state[tag] = before;
            flags[tag] = flagsBefore;
            return end - scratchAt == size && SameBytes(scratch, scratchAt, bytes, at, size);
        }
    }
}
