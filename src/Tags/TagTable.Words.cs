#if !NANOFRAMEWORK_1_0
using System;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// The two hot paths as a PC does them best: a changed Float into its image, and images into a frame, by whole words. The device has
    /// its own in TagTable.Sampling.cs and TagTable.Frames.cs, with byte stores and its native Array.Copy; tests hold both to the same bytes.
    /// <para>The index of a tag is checked once; what lies in the table for it was laid at Seal and is not checked again. A time, a value
    /// and a round are stored as one and loaded as one: a processor hands a load what a store of the same bytes has not yet brought to its
    /// cache, but not a mixture of two.</para>
    /// </summary>
    public sealed unsafe partial class TagTable
    {
        /// <summary>Bytes that a frame is longer than where its metrics end at the latest: seq, and what nobody reads.</summary>
        public const int SeqRoom = 4;

        private const int TimeRoom = 1 + WireTime.Count + 1; // the payload's time, and one byte that is written over
        private const uint NotFiniteFrom = 0xFF000000;       // a Float's bits without the sign: from here on infinity or not a number

        private ulong floatStamp;                // capture time of the samples that follow, as it stands in front of a Float's value
        private ulong sendWord;                  // time of sending, as a payload begins with it

        /// <summary>Capture time of the samples that follow, as WireTime.</summary>
        private long stampTime
        {
            get { return TimeWord.TimeOf(floatStamp); }
        }

        /// <summary>Time of sending, as WireTime.</summary>
        private long sendTime
        {
            get { return TimeWord.TimeOf(sendWord); }
        }

        public partial void SendAt(long utcMs)
        {
            sendWord = TimeWord.Payload(utcMs);
        }

        public partial void BeginSample(long utcMs)
        {
            floatStamp = TimeWord.Stamp(utcMs);
        }

        /// <summary>
        /// A whole data payload from the start of a frame, if nothing but Floats in records waits in a device: time of sending, metrics,
        /// seq. The same as AppendTime, AppendChanges and seq, in one go.
        /// </summary>
        /// <param name="ofDevice">The device.</param>
        /// <param name="frame">At least <see cref="SeqRoom"/> bytes longer than the limit.</param>
        /// <param name="limit">Where the metrics end at the latest.</param>
        /// <param name="number">seq, 0 to 255.</param>
        /// <returns>
        /// Length of the payload. If something else waits too, or more than fits: the complement of where the metrics end up to there, and
        /// AppendChanges and seq go on from that.
        /// </returns>
        [MethodImpl(MethodImplOptions.NoInlining)] // inlined, its loop would share the caller's registers
        public int BuildData(int ofDevice, byte[] frame, int limit, int number)
        {
            if (limit < TimeRoom || limit > frame.Length - SeqRoom)
            {
                ThrowTooShort();
            }

            Queue* queue = QueueOf(ofDevice);
            ref byte start = ref MemoryMarshal.GetArrayDataReference(frame);
            Unsafe.WriteUnaligned(ref start, sendWord);
            nuint at = TimeRoom - 1;
            byte** end = CopyFloats(queue, ref start, ref at, (uint)limit);
            if (end != queue->Start)
            {
                Shorten(queue, end);
                GC.KeepAlive(this);
                return ~(int)at;
            }

            queue->End = queue->Start;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), FieldKey.PayloadSeq | (number << 8) | (1 << 16));
            int length = (int)at + 2 + (number >> 7);
            if ((queue->Rounds += OneRound) == 0)
            {
                return BeginRoundsAnew(queue, length);
            }

            GC.KeepAlive(this);
            return length;
        }

        public partial int AppendChanges(int ofDevice, byte[] frame, int at, int limit)
        {
            if ((uint)at > (uint)limit || limit > frame.Length)
            {
                ThrowTooShort();
            }

            Queue* queue = QueueOf(ofDevice);
            int wordLimit = limit < frame.Length - SeqRoom ? limit : frame.Length - SeqRoom;
            while (queue->End != queue->Start)
            {
                if (at < wordLimit)
                {
                    nuint to = (uint)at;
                    Shorten(queue, CopyFloats(queue, ref MemoryMarshal.GetArrayDataReference(frame), ref to, (uint)wordLimit));
                    at = (int)to;
                }

                int next = queue->End == queue->Start ? -1 : AppendOther(queue, frame, at, limit);
                if (next < 0)
                {
                    break;
                }

                at = next;
            }

            GC.KeepAlive(this);
            return at;
        }

        /// <summary>
        /// A Float as registers have it, most significant byte first: what <see cref="SetFloatBytes"/> does, without taking the bytes apart.
        /// </summary>
        public void SetFloat(int tag, byte[] source, int from)
        {
            if ((ulong)(uint)from + sizeof(int) > (uint)source.Length)
            {
                ThrowTooShort();
            }

            ref byte first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(source), (nuint)(uint)from);
            TakeFloat(tag, BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<int>(ref first)));
        }

        public partial void SetFloatBytes(int tag, byte b0, byte b1, byte b2, byte b3)
        {
            TakeFloat(tag, b0 | (b1 << 8) | (b2 << 16) | (b3 << 24));
        }

        public partial void SetFloatRun(int[] tagOf, int first, int end, byte[] source, int from)
        {
            for (int i = first; i < end; i++, from += 4)
            {
                SetFloat(tagOf[i], source, from);
            }
        }

        /// <summary>What <see cref="SetFloat"/> does, given the bits.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void TakeFloat(int tag, int bits)
        {
            byte* record = RecordOf(tag);
            if (record[StateInRecord] != HasValueBit || (uint)(bits << 1) >= NotFiniteFrom)
            {
                TakeOtherFloat(tag, bits);
                return;
            }

            if (*(int*)(record + ValueInRecord) != bits)
            {
                Queue* queue = queues + record[DeviceInRecord];
                if (*(uint*)(record + RoundInRecord) != queue->Round)
                {
                    Push(queue, record);
                }

                Vector128.Create(floatStamp, (uint)bits | queue->Rounds).Store((ulong*)(record + StampInRecord));
                GC.KeepAlive(this);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void TakeOtherFloat(int tag, int bits)
        {
            if ((uint)(bits << 1) >= NotFiniteFrom)
            {
                SetBad(tag, QualityReason.OutOfRange); // the image keeps the last good value
            }
            else
            {
                Decide(tag, bits);
            }
        }

        /// <summary>Copies the last of those that wait, as long as they are Floats in records and fit; four bytes more are written.</summary>
        /// <returns>The end of those that are left.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static byte** CopyFloats(Queue* queue, ref byte frame, ref nuint at, nuint limit)
        {
            byte** end = queue->End;
            while (end != queue->Start)
            {
                byte* record = end[-1];
                nuint size = record[SizeInRecord];
                if (size - 1 >= limit - at) // 0, which says that it must not be copied, becomes more than any room
                {
                    break;
                }

                end--;
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref frame, at), *(ulong*)record);
                at += size;
                Vector128.Load((ulong*)(record + StampInRecord)).StoreUnsafe(
                    ref Unsafe.As<byte, ulong>(ref Unsafe.Add(ref frame, at - TimeWord.Count - sizeof(int))));
            }

            return end;
        }

        /// <summary>Appends the last of the tags that wait, whatever it is; it waits no longer.</summary>
        /// <returns>The position behind it, or -1 if it does not fit.</returns>
        private int AppendOther(Queue* queue, byte[] frame, int at, int limit)
        {
            byte** last = queue->End - 1;
            int tag = (int)((*last - records) / RecordBytes);
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

            Shorten(queue, last);
            return end;
        }

        [DoesNotReturn]
        private static void ThrowTooShort()
        {
            throw new ArgumentException("an array is shorter than what is asked of it");
        }
    }
}
#endif
