using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// What hosts were told last and surely have, for births that come before what they missed (journal.inOrder): a second set of data images. A node that
    /// does not want it has none.
    /// </summary>
    public sealed partial class TagTable
    {
        private byte[] told;      // as data; null: births have the newest values
        private bool birthsHaveTold;

        /// <summary>From now on it is remembered what hosts were told; once sealed.</summary>
        public void RememberTold()
        {
            told = new byte[data.Length];
        }

        /// <summary>Births have what was told last, where anything was; else the newest values.</summary>
        public bool BirthsHaveTold
        {
            get { return birthsHaveTold; }
            set { birthsHaveTold = value && told != null; }
        }

        /// <summary>A birth told the newest values of a device.</summary>
        public void ToldAll(int ofDevice)
        {
            for (int tag = firstTag[ofDevice]; tag <= lastTag[ofDevice]; tag++)
            {
                if (device[tag] == ofDevice && (flags[tag] & SlowFlag) == 0 && (state[tag] & HasValueBit) != 0)
                {
                    Array.Copy(data, ImageAt(tag), told, ImageAt(tag), ImageAt(tag + 1) - ImageAt(tag));
                }
            }
        }

        /// <summary>A metric image was told. One with a quality, or older than what was told before, changes nothing.</summary>
        /// <param name="tag">The tag.</param>
        /// <param name="bytes">Where the image is.</param>
        /// <param name="at">Its start.</param>
        /// <param name="size">Its length.</param>
        /// <param name="onlyFirst">Only if nothing was told of the tag before.</param>
        public void NoteTold(int tag, byte[] bytes, int at, int size, bool onlyFirst)
        {
            int start = ImageAt(tag);
            bool isPlain = (flags[tag] & SlowFlag) == 0 && size <= ImageAt(tag + 1) - start && bytes[at + 1] < 128;
            if (isPlain && (onlyFirst ? !HasTold(tag) : IsAfterTold(tag, bytes, at)))
            {
                Array.Copy(bytes, at, told, start, size);
            }
        }

        /// <summary>True if an image of a tag is younger than what was told of it last.</summary>
        public bool IsAfterTold(int tag, byte[] bytes, int at)
        {
            if ((flags[tag] & SlowFlag) != 0 || bytes[at + 1] >= 128 || !HasTold(tag))
            {
                return true;
            }

            int time = headCount[tag] - 1 - WireTime.Count;
            int toldAt = ImageAt(tag) + time;
            for (int i = WireTime.Count - 1; i >= 0; i--) // the last of its bytes counts most
            {
                int difference = (bytes[at + time + i] & 0x7F) - (told[toldAt + i] & 0x7F);
                if (difference != 0)
                {
                    return difference > 0;
                }
            }

            return false;
        }

        private bool HasTold(int tag)
        {
            return told[ImageAt(tag)] != 0;
        }

        // The images that the births of a tag come from.
        private byte[] BirthImage(int tag)
        {
            return HasTold(tag) ? told : data;
        }
    }
}
