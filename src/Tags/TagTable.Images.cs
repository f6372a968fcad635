using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// The wire images. A tag has one of what changes; its name, its datatype and its properties stand in two further ones:
    /// <code>
    /// data:   12 len | 10 alias | 18 t0..t5 | value key | value      (without aliases: 0a len name instead of 10 alias;
    ///                                                                for DatatypeInData: 20 datatype behind len)
    /// names:  0a len name
    /// sets:   len | 20 datatype | 4a len | property keys | property values
    /// </code>
    /// Tags that have the same datatype, unit, range and calibration share a set. A birth has the alias, the time and the value from the
    /// data image.
    /// </summary>
    public sealed partial class TagTable
    {
        private const int ImageBodyMax = 127;    // one byte of length
        private const int TimeAndKeyCount = 1 + WireTime.Count + 1; // in front of a value: the time with its key, and the value's key
        private const int DatatypeCount = 2;     // its key and one byte
        private const byte InFull = 255;         // in slack[]: the image will not do, the metric is written field by field

        private static readonly byte[] EngUnitKey = Encoding.UTF8.GetBytes("engUnit");
        private static readonly byte[] EngLowKey = Encoding.UTF8.GetBytes("engLow");
        private static readonly byte[] EngHighKey = Encoding.UTF8.GetBytes("engHigh");

        private byte[] data;
        private byte[] names;
        private readonly int[] nameAt;           // where the text begins
        private readonly short[] nameCount;
        private byte[] sets;
        private readonly int[] setAt;            // by tag: where the length of its set stands
        private readonly short[] aliases;
        private int headSkip;                    // bytes of an image's head that a birth has otherwise: 3, with a datatype 5; 0: no aliases

        /// <summary>Gives out the aliases and makes the images. No tag can be added after this.</summary>
        /// <param name="useAliases">False: names in data as well, for hosts that keep no alias table.</param>
        public void Seal(bool useAliases)
        {
            headSkip = !useAliases ? 0 : DatatypeInData ? 3 + DatatypeCount : 3;
            if (useAliases)
            {
                GiveAliases();
            }

            BuildColumns();
            BuildNames();
            BuildSets();
            LayImages();
            for (int tag = 0; tag < count; tag++)
            {
                BuildDataImage(tag);
            }

            specs = null;
            BeginSample(0);
            SendAt(0);
        }

        /// <summary>The tags that are read most often come first: aliases below 128 take one byte on the wire.</summary>
        private void GiveAliases()
        {
            int alias = 1; // an int: after the last alias of the largest table it is one more than a short holds
            int periodMs = -1;
            while (alias <= count)
            {
                int nextPeriodMs = int.MaxValue;
                for (int tag = 0; tag < count; tag++)
                {
                    if (specs[tag].PeriodMs > periodMs && specs[tag].PeriodMs < nextPeriodMs)
                    {
                        nextPeriodMs = specs[tag].PeriodMs;
                    }
                }

                periodMs = nextPeriodMs;
                for (int tag = 0; tag < count; tag++)
                {
                    if (specs[tag].PeriodMs == periodMs)
                    {
                        aliases[tag] = (short)alias;
                        alias++;
                    }
                }
            }
        }

        private void BuildNames()
        {
            int room = 0;
            for (int tag = 0; tag < count; tag++)
            {
                nameCount[tag] = (short)Encoding.UTF8.GetBytes(specs[tag].Name).Length;
                room += NameSize(nameCount[tag]);
            }

            names = new byte[room];
            writer.Begin(names, 0, room);
            for (int tag = 0; tag < count; tag++)
            {
                writer.Name(Encoding.UTF8.GetBytes(specs[tag].Name), 0, nameCount[tag]);
                nameAt[tag] = writer.Position - nameCount[tag];
                flags[tag] |= nameCount[tag] < 128 ? (byte)0 : LongFlag;
            }
        }

        /// <summary>Finds the data images their places, one behind the other.</summary>
        private void LayImages()
        {
            int at = 0;
            for (int tag = 0; tag < count; tag++)
            {
                headCount[tag] = (byte)HeadCount(tag);
                valueAt[tag] = at + headCount[tag];
                at = valueAt[tag] + ValueCountMax(type[tag]);
            }

            valueAt[count] = at;
            data = new byte[at];
        }

        // Where a data image begins; that of the tag behind the last: where the last one's place ends.
        private int ImageAt(int tag)
        {
            return valueAt[tag] - headCount[tag];
        }

        // Bytes of a data image in front of its value. One that would be too long only keeps the time and the value.
        private int HeadCount(int tag)
        {
            int identity = headSkip != 0 ? 1 + Varint.SizeOf(aliases[tag]) : NameSize(nameCount[tag]);
            identity += DatatypeInData ? DatatypeCount : 0;
            if (identity + TimeAndKeyCount + ValueCountMax(type[tag]) > ImageBodyMax)
            {
                flags[tag] |= SlowFlag;
                identity = 0;
            }

            return identity + (2 + TimeAndKeyCount);
        }

        private void BuildDataImage(int tag)
        {
            int at = ImageAt(tag);
            int keyAt = valueAt[tag] - 1;
            data[keyAt] = ValueKey(type[tag]);
            bool slow = (flags[tag] & SlowFlag) != 0;
            slack[tag] = slow || (state[tag] & QualityDueBit) != 0 ? InFull : (byte)0;
            if (slow && IsText((DataType)type[tag]))
            {
                return; // only the time of the image is used
            }

            writer.Begin(data, at, keyAt - at);
            writer.BeginMetric();
            if (!slow)
            {
                WriteIdentity(tag);
            }

            writer.Timestamp(WireTime.MinMs);
            data[at + 1] = (byte)(keyAt - 1 - at + FixedValueCount(type[tag]));
            SetBitsInImage(tag, 0);
        }

        // The datatype stands first, not behind the time: so a time lies as far in front of its value as without one. Any order is right (protobuf).
        private void WriteIdentity(int tag)
        {
            if (DatatypeInData)
            {
                writer.Datatype((DataType)type[tag]);
            }

            if (headSkip != 0)
            {
                writer.Alias(aliases[tag]);
            }
            else
            {
                writer.Name(names, nameAt[tag], nameCount[tag]);
            }
        }

        // Bytes of a name with its key and length.
        private static int NameSize(int nameBytes)
        {
            return nameBytes < 128 ? 2 + nameBytes : 1 + Varint.SizeOf(nameBytes) + nameBytes;
        }

        private byte ValueKey(byte dataType)
        {
            switch ((DataType)dataType)
            {
                case DataType.Float: return FieldKey.FloatValue;
                case DataType.Double: return FieldKey.DoubleValue;
                case DataType.Boolean: return FieldKey.BoolValue;
                case DataType.Int64:
                case DataType.UInt64:
                case DataType.DateTime: return FieldKey.LongValue;
                case DataType.UInt32: return UInt32AsLong ? FieldKey.LongValue : FieldKey.IntValue;
                default: return FieldKey.IntValue;
            }
        }

        // Bytes of a value whose length never changes; 0 for varints.
        private static int FixedValueCount(byte dataType)
        {
            switch ((DataType)dataType)
            {
                case DataType.Float: return 4;
                case DataType.Double: return 8;
                case DataType.Boolean: return 1;
                default: return 0;
            }
        }

        private static int ValueCountMax(byte dataType)
        {
            switch ((DataType)dataType)
            {
                case DataType.Float: return 4;
                case DataType.Double: return 8;
                case DataType.Boolean: return 1;
                case DataType.Int64:
                case DataType.UInt64:
                case DataType.DateTime: return Varint.BytesMax;
                case DataType.String:
                case DataType.Text:
                case DataType.Uuid:
                case DataType.Bytes: return 0;
                default: return 5;
            }
        }
    }
}
