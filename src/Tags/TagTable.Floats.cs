using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// Floats that are published as they were read, which is what most tags are. Of each the bytes of the last reply are kept, as long as
    /// there is nothing else about it than its value: so one that comes again unchanged costs a comparison, whatever else the table knows.
    /// On the device a call costs as much as a handful of stores: hence the long loop.
    /// </summary>
    public sealed partial class TagTable
    {
        /// <summary>
        /// In current[] of a Float: the bytes that it came as are not known, or do not matter since it is not good, waits to say its quality,
        /// is held, filtered, or to be reported in any case. Else they are there, and the image has their value.
        /// </summary>
        private const long NoRaw = long.MinValue;

        private const int TwoBytesBits = 14; // of a time, in the first two of its bytes
        private readonly byte[] stamp = new byte[WireTime.Count]; // capture time of the samples that follow
        private long stampUtcMs = WireTime.None;

        /// <summary>Capture time of the samples that follow, ms since 1970 UTC; held within 1971 to 2109 (six bytes on the wire).</summary>
        public void BeginSample(long utcMs)
        {
            long former = stampUtcMs;
            if (utcMs == former)
            {
                return;
            }

            stampUtcMs = utcMs;
            if (utcMs >> TwoBytesBits == former >> TwoBytesBits && utcMs >= WireTime.MinMs && utcMs <= WireTime.MaxMs)
            {
                byte[] time = stamp; // within 16 s only two of the bytes differ, and times follow one another closely
                time[0] = (byte)(utcMs | 0x80);
                time[1] = (byte)((utcMs >> 7) | 0x80);
            }
            else
            {
                WireTime.Put(stamp, 0, WireTime.Encode(utcMs));
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
            if (BitConverter.ToInt32(image, at) != former)
            {
                current[tag] = NoRaw;
                Array.Copy(stamp, 0, image, at - (WireTime.Count + 1), WireTime.Count);
                Enqueue(tag);
            }
        }

        /// <summary>
        /// A run of Floats as registers have them, one behind the other: what <see cref="SetFloatBytes"/> does for each. All tags are
        /// <see cref="IsPlainFloat"/> and belong to one device; none is read in two runs of another order.
        /// </summary>
        /// <param name="tagOf">The tags.</param>
        /// <param name="first">The first of them.</param>
        /// <param name="end">Behind the last.</param>
        /// <param name="source">What was received.</param>
        /// <param name="from">Where the first value begins.</param>
        /// <param name="mask">
        /// Byte i of a value, counted from the most significant, is at i XOR this: 0 for abcd, 2 for cdab, 1 for badc, 3 for dcba.
        /// </param>
        public void SetFloatRun(int[] tagOf, int first, int end, byte[] source, int from, int mask)
        {
            byte[] image = data;
            int[] places = valueAt;
            long[] raws = current;
            byte[] waiting = waits;
            byte[] time = stamp;
            int shift3 = 8 * mask;       // of the most significant byte
            int shift2 = 8 ^ shift3;
            int shift1 = 16 ^ shift3;
            int shift0 = 24 ^ shift3;
            int low = NoneWaits;
            int high = NoTag;
            for (int i = first; i < end; i++, from += 4)
            {
                int tag = tagOf[i];
                int raw = BitConverter.ToInt32(source, from);
                long former = raws[tag];
                if (former == raw)
                {
                    continue;
                }

                if (former == NoRaw || ((raw >> shift3) & 0x7F) == 0x7F)
                {
                    SetRaw(tag, raw, (byte)(raw >> shift0), (byte)(raw >> shift1), (byte)(raw >> shift2), (byte)(raw >> shift3));
                    continue;
                }

                int at = places[tag];
                image[at] = (byte)(raw >> shift0);
                image[at + 1] = (byte)(raw >> shift1);
                image[at + 2] = (byte)(raw >> shift2);
                image[at + 3] = (byte)(raw >> shift3);
                raws[tag] = raw;
                Array.Copy(time, 0, image, at - (WireTime.Count + 1), WireTime.Count);
                waiting[tag] = 1;
                if (tag < low)
                {
                    low = tag;
                }

                if (tag > high)
                {
                    high = tag;
                }
            }

            if (high != NoTag)
            {
                Widen(device[high], low, high);
            }
        }

        /// <summary>A Float about which there may be more to know than its value. If there is not, its bytes are kept from now on.</summary>
        private void SetRaw(int tag, int raw, byte b0, byte b1, byte b2, byte b3)
        {
            SetFloatBytes(tag, b0, b1, b2, b3);
            if (state[tag] == HasValueBit)
            {
                current[tag] = raw;
            }
        }

        /// <summary>From now on there is more about a tag than its value: what was read last is no measure of what comes.</summary>
        private void ForgetRaw(int tag)
        {
            if (type[tag] == (byte)DataType.Float)
            {
                current[tag] = NoRaw;
            }
        }
    }
}
