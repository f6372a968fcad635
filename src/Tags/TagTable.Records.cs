#if !NANOFRAMEWORK_1_0
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// What is looked at for each changed tag. The device has an array for each (an object per tag would cost it 12 bytes a field); a PC
    /// has a record of 32 bytes per tag in front of the images, so that a tag is found once and lies in one line of the cache. The image
    /// of a Float whose head is short is part of its record.
    /// <code>
    /// 0      8    9     10     11        16           24          28
    /// head | size state device | head of | time, with | the value | round
    ///      |                   | the image its keys   | of a Float|
    /// </code>
    /// head: the image up to its time once more, where a frame can take it as one word. size: length of the image as long as it may be
    /// copied, else 0; always 0 for all others than those Floats. round: see TagTable.Waiting.cs.
    /// <para>The array is pinned, and found by its address; what writes by it keeps the table until it has written. The columns here are
    /// for everything that is not hot: they check the tag, and are written like the device's arrays.</para>
    /// </summary>
    public sealed unsafe partial class TagTable
    {
        private const int RecordBytes = 32;
        private const int SizeInRecord = 8;
        private const int StateInRecord = 9;
        private const int DeviceInRecord = 10;
        private const int StampInRecord = 16;
        private const int ValueInRecord = StampInRecord + TimeWord.Count;
        private const int RoundInRecord = ValueInRecord + sizeof(int);
        private const int ShortHeadMax = StampInRecord - DeviceInRecord - 1; // two keys, a length, and an alias of two bytes

        private ByteColumn device;
        private ByteColumn state;
        private SizeColumn dataCount;            // length of the data image, 129 at most; 0: written field by field
        private byte* records;                   // in data, at an address that RecordBytes divides: no record lies across two lines
        private int recordsAt;                   // the same as a place in data
        private byte[] sizes;                    // what the device has as dataCount

        private void AllocateColumns(int devicesMax)
        {
            AllocateImages(0);
            sizes = new byte[tagsMax];
            AllocateWaiting(devicesMax);
            device = new ByteColumn(this, DeviceInRecord);
            state = new ByteColumn(this, StateInRecord);
            dataCount = new SizeColumn(this);
        }

        /// <summary>
        /// Makes room for the records, and behind them for the images that are no part of one; what the records hold by now stays.
        /// </summary>
        private void AllocateImages(int imageBytes)
        {
            if (!BitConverter.IsLittleEndian)
            {
                throw new PlatformNotSupportedException("words are stored as they lie on the wire, least significant byte first");
            }

            byte[] pinned = GC.AllocateArray<byte>((RecordBytes * (tagsMax + 1)) + imageBytes, pinned: true);
            byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
            int at = (int)(-(nint)start & (RecordBytes - 1));
            if (data != null)
            {
                Array.Copy(data, recordsAt, pinned, at, RecordBytes * tagsMax);
            }

            data = pinned;
            records = start + at;
            recordsAt = at;
        }

        /// <summary>Finds the images their places: in the records, or behind them.</summary>
        private void LayImages(bool useAliases)
        {
            int[] headOf = new int[count];
            int behind = 0;
            for (int tag = 0; tag < count; tag++)
            {
                headOf[tag] = HeadCount(tag, useAliases);
                behind += IsInRecord(tag, headOf[tag]) ? 0 : headOf[tag] + ValueCountMax(type[tag]);
            }

            AllocateImages(behind);
            int at = recordsAt + (RecordBytes * tagsMax);
            for (int tag = 0; tag < count; tag++)
            {
                bool isInRecord = IsInRecord(tag, headOf[tag]);
                dataAt[tag] = isInRecord ? recordsAt + (RecordBytes * tag) + ValueInRecord - headOf[tag] : at;
                valueAt[tag] = dataAt[tag] + headOf[tag];
                at += isInRecord ? 0 : headOf[tag] + ValueCountMax(type[tag]);
                state[tag] |= isInRecord ? (byte)0 : AwayBit;
            }
        }

        // Once the images are written: what stands in front of a time never changes.
        partial void FinishRecords()
        {
            LayWaiting();
            for (int tag = 0; tag < count; tag++)
            {
                int head = valueAt[tag] - dataAt[tag];
                if (IsInRecord(tag, head))
                {
                    Array.Copy(data, dataAt[tag], data, recordsAt + (RecordBytes * tag), head - TimeWord.Count);
                    dataCount[tag] = sizes[tag];
                }
            }
        }

        private bool IsInRecord(int tag, int head)
        {
            return (DataType)type[tag] == DataType.Float && head - TimeWord.Count <= ShortHeadMax;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private byte* RecordOf(int tag)
        {
            if ((uint)tag >= (uint)tagsMax)
            {
                ThrowNoSuchTag();
            }

            return records + ((nuint)(uint)tag * RecordBytes);
        }

        // May be inlined, so that the JIT looks into it, sees that it never returns, and keeps no registers for what follows.
        [DoesNotReturn]
        private static void ThrowNoSuchTag()
        {
            throw new ArgumentException("no such tag");
        }

        /// <summary>A byte of each record.</summary>
        private readonly struct ByteColumn
        {
            private readonly TagTable table;
            private readonly int at;

            public ByteColumn(TagTable table, int at)
            {
                this.table = table;
                this.at = at;
            }

            public ref byte this[int tag]
            {
                get { return ref table.RecordOf(tag)[at]; }
            }
        }

        /// <summary>Length of an image: by tag, and in its record where that is what a frame looks at.</summary>
        private readonly struct SizeColumn
        {
            private readonly TagTable table;

            public SizeColumn(TagTable table)
            {
                this.table = table;
            }

            public byte this[int tag]
            {
                get
                {
                    return table.sizes[tag];
                }

                set
                {
                    table.sizes[tag] = value;
                    if (table.valueAt[tag] == table.recordsAt + (RecordBytes * tag) + ValueInRecord)
                    {
                        table.RecordOf(tag)[SizeInRecord] = value;
                    }
                }
            }
        }
    }
}
#endif
