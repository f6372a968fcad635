#if !NANOFRAMEWORK_1_0
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// The two hot paths as a PC does them best: a changed float into its image, and images into a frame, by whole words. The device has
    /// its own in TagTable.Sampling.cs and TagTable.Frames.cs, with byte stores and its native Array.Copy; tests hold both to the same bytes.
    /// <para>The index of a tag is checked once; what lies in the table for it (image, list, owner) was laid at Seal and is not checked again.
    /// </para>
    /// </summary>
    public sealed partial class TagTable
    {
        private const int ExponentBits = 0x7F800000; // all set: infinity or not a number (IEEE 754-2019, 3.4)

        private ulong floatStamp; // capture time of the samples that follow, as it stands in front of a Float's value

        /// <summary>Capture time of the samples that follow, as WireTime.</summary>
        private long stampTime
        {
            get { return MetricImage.TimeOf(floatStamp); }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ref T At<T>(T[] array, nuint index)
        {
            return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), index);
        }

        /// <summary>What <see cref="SetFloatBytes"/> does, given the bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void TakeFloat(int tag, int bits)
        {
            if ((uint)tag >= (uint)count)
            {
                throw new IndexOutOfRangeException();
            }

            nuint i = (uint)tag;
            if (At(state, i) != HasValueBit || (bits & ExponentBits) == ExponentBits)
            {
                TakeOtherFloat(tag, bits);
                return;
            }

            if (!MetricImage.PutFloat(ref At(data, (uint)At(valueAt, i)), floatStamp, bits))
            {
                return;
            }

            ref short link = ref At(next, i);
            if (link == NotQueued)
            {
                ref int first = ref At(head, At(device, i));
                link = (short)first;
                first = tag;
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void TakeOtherFloat(int tag, int bits)
        {
            if ((bits & ExponentBits) == ExponentBits)
            {
                SetBad(tag, QualityReason.OutOfRange); // the image keeps the last good value
            }
            else
            {
                Decide(tag, bits);
            }
        }

        /// <summary>Appends tags of a list as long as their metrics are of the two usual sizes and fit; the list goes on with what is left.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)] // inlined, it would share its registers
        private int AppendWords(ref int list, byte[] frame, int at, int limit)
        {
            if ((uint)at > (uint)limit || limit > frame.Length)
            {
                throw new ArgumentException("a frame is shorter than its limit");
            }

            ref int starts = ref MemoryMarshal.GetArrayDataReference(dataAt);
            ref byte sizes = ref MemoryMarshal.GetArrayDataReference(dataCount);
            ref short following = ref MemoryMarshal.GetArrayDataReference(next);
            ref byte image = ref MemoryMarshal.GetArrayDataReference(data);
            ref byte to = ref MemoryMarshal.GetArrayDataReference(frame);
            nuint end = (uint)at;
            nuint last = (uint)limit;
            int tag = list;
            while (tag >= 0)
            {
                nuint i = (uint)tag;
                nuint size = Unsafe.Add(ref sizes, i);
                if (!MetricImage.IsUsual(size) || end + size > last)
                {
                    break;
                }

                MetricImage.CopyUsual(
                    ref Unsafe.Add(ref image, (nuint)(uint)Unsafe.Add(ref starts, i)), ref Unsafe.Add(ref to, end), size);
                end += size;
                tag = Unsafe.Add(ref following, i);
                Unsafe.Add(ref following, i) = NotQueued;
            }

            list = tag;
            return (int)end;
        }

        /// <summary>Appends the first tag of a list whose metric has another size, and takes it off the list.</summary>
        /// <returns>The position behind it, or -1 if it does not fit.</returns>
        private int AppendOther(ref int list, byte[] frame, int at, int limit)
        {
            int tag = list;
            int size = dataCount[tag];
            int end = size == 0 ? AppendInFull(tag, frame, at, limit) : at + size;
            if (end < 0 || end > limit)
            {
                return -1;
            }

            if (size == 0)
            {
                QualityIsOut(tag);
            }
            else
            {
                Array.Copy(data, dataAt[tag], frame, at, size);
            }

            list = next[tag];
            next[tag] = NotQueued;
            return end;
        }
    }
}
#endif
