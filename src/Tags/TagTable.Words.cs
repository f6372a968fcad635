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
            ref Slot slot = ref slots[tag];
            if (slot.State != HasValueBit || (bits & ExponentBits) == ExponentBits)
            {
                TakeOtherFloat(tag, bits);
                return;
            }

            if (MetricImage.PutFloat(ref At(data, (uint)slot.ValueAt), floatStamp, bits) && slot.Next == NotQueued)
            {
                ref int first = ref At(head, slot.Device);
                slot.Next = (short)first;
                first = tag;
            }
        }

        /// <summary>Once the images are laid: what stands in front of a Float's stamp never changes.</summary>
        private void LaySlots()
        {
            for (int tag = 0; tag < count; tag++)
            {
                ref Slot slot = ref slots[tag];
                int headCount = slot.ValueAt - MetricImage.StampCount - slot.DataAt;
                bool isUsual = (DataType)type[tag] == DataType.Float && slot.DataCount != 0 && headCount <= sizeof(ulong);
                slot.FloatSize = isUsual ? slot.DataCount : -1;
                for (int i = 0; isUsual && i < headCount; i++)
                {
                    slot.Head |= (ulong)data[slot.DataAt + i] << (8 * i);
                }
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

        /// <summary>Appends tags of a list as long as they are Floats with a short head and fit; the list goes on with what is left.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)] // inlined, it would share its registers
        private int AppendFloats(ref int list, byte[] frame, int at, int limit)
        {
            if ((uint)at > (uint)limit || limit > frame.Length)
            {
                throw new ArgumentException("a frame is shorter than its limit");
            }

            ref Slot all = ref MemoryMarshal.GetArrayDataReference(slots);
            ref byte image = ref MemoryMarshal.GetArrayDataReference(data);
            ref byte to = ref At(frame, (uint)at);
            nuint room = (uint)(limit - at);
            int tag = list;
            while (tag >= 0)
            {
                ref Slot slot = ref Unsafe.Add(ref all, (nuint)(uint)tag);
                int size = slot.DataCount;
                if (size != slot.FloatSize || (uint)size > room)
                {
                    break;
                }

                MetricImage.CopyFloat(slot.Head, ref Unsafe.Add(ref image, (nuint)(uint)slot.ValueAt), ref to, (uint)size);
                to = ref Unsafe.Add(ref to, (nuint)(uint)size);
                room -= (uint)size;
                tag = slot.Next;
                slot.Next = NotQueued;
            }

            list = tag;
            return limit - (int)room;
        }

        /// <summary>Appends the first tag of a list, whatever it is, and takes it off the list.</summary>
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
