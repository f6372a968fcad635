using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// Floats that are published as they were read, which is what most tags are: byte stores into the image and the native Array.Copy. On the
    /// device a call costs as much as a handful of stores, so the same few lines stand in both methods.
    /// </summary>
    public sealed partial class TagTable
    {
        private readonly byte[] stamp = new byte[WireTime.Count]; // stampTime as bytes, for Array.Copy
        private long stampUtcMs = long.MinValue;
        private long stampTime;                  // capture time of the samples that follow, as WireTime

        /// <summary>Capture time of the samples that follow, ms since 1970 UTC; held within 1971 to 2109 (six bytes on the wire).</summary>
        public void BeginSample(long utcMs)
        {
            if (utcMs != stampUtcMs)
            {
                stampUtcMs = utcMs;
                stampTime = WireTime.Encode(utcMs);
                WireTime.Put(stamp, 0, stampTime);
            }
        }

        /// <summary>True for a Float that is published as it was read: those may go through <see cref="SetFloatBytes"/>.</summary>
        public bool IsPlainFloat(int tag)
        {
            return type[tag] == (byte)DataType.Float && (flags[tag] & ScaledFlag) == 0;
        }

        /// <summary>
        /// A Float as its four bytes, the least significant first. The bytes go straight into the image; only for
        /// <see cref="IsPlainFloat"/>. Infinities and not-a-number make the tag bad.
        /// </summary>
        public void SetFloatBytes(int tag, byte b0, byte b1, byte b2, byte b3)
        {
            if ((b3 & 0x7F) == 0x7F && b2 >= 0x80)
            {
                SetBad(tag, QualityReason.OutOfRange); // all exponent bits set: the image keeps the last good value
                return;
            }

            if (state[tag] != HasValueBit)
            {
                Decide(tag, b0 | (b1 << 8) | (b2 << 16) | (b3 << 24));
                return;
            }

            byte[] image = data;
            int at = valueAt[tag];
            int former = BitConverter.ToInt32(image, at);
            image[at] = b0;
            image[at + 1] = b1;
            image[at + 2] = b2;
            image[at + 3] = b3;
            if (BitConverter.ToInt32(image, at) == former)
            {
                return;
            }

            Array.Copy(stamp, 0, image, at - WireTime.Count - 1, WireTime.Count);
            if (next[tag] == NotQueued)
            {
                int owner = device[tag];
                next[tag] = (short)head[owner];
                head[owner] = tag;
            }
        }

        /// <summary>
        /// A run of Floats as registers have them, most significant byte first and one behind the other: what <see cref="SetFloatBytes"/>
        /// does for each, without a call for each. All tags are <see cref="IsPlainFloat"/> and belong to one device.
        /// </summary>
        public void SetFloatRun(int[] tagOf, int first, int end, byte[] source, int from)
        {
            byte[] image = data;
            byte[] states = state;
            short[] following = next;
            int[] places = valueAt;
            int owner = device[tagOf[first]];
            for (int i = first; i < end; i++, from += 4)
            {
                int tag = tagOf[i];
                if (states[tag] != HasValueBit || (source[from] & 0x7F) == 0x7F)
                {
                    SetFloatBytes(tag, source[from + 3], source[from + 2], source[from + 1], source[from]);
                    continue;
                }

                int at = places[tag];
                int former = BitConverter.ToInt32(image, at);
                image[at] = source[from + 3];
                image[at + 1] = source[from + 2];
                image[at + 2] = source[from + 1];
                image[at + 3] = source[from];
                if (BitConverter.ToInt32(image, at) == former)
                {
                    continue;
                }

                Array.Copy(stamp, 0, image, at - WireTime.Count - 1, WireTime.Count);
                if (following[tag] == NotQueued)
                {
                    following[tag] = (short)head[owner];
                    head[owner] = tag;
                }
            }
        }
    }
}
