using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// The wire images. A tag has two:
    /// <code>
    /// data:   12 len | 10 alias | 18 t0..t5 | value key | value      (without aliases: 0a len name instead of 10 alias)
    /// birth:  0a len name | further property keys | property values
    /// </code>
    /// A birth has the alias, the time and the value from the data image, and the keys of unit and range from one place for all tags.
    /// </summary>
    public sealed partial class TagTable
    {
        private const int ImageBodyMax = 127;    // one byte of length
        private const int TimeAndKeyCount = 1 + WireTime.Count + 1; // in front of a value: the time with its key, and the value's key

        // The keys that most tags have, as they stand in a property set: a tag with a unit and no range has the first of them only, one with
        // a range and no unit the others.
        private static readonly byte[] EngKeys = Encoding.UTF8.GetBytes("\n\u0007engUnit\n\u0006engLow\n\u0007engHigh");
        private const int EngUnitKeyCount = 9;
        private const int EngRangeKeysCount = 17;

        private byte[] data;
        private byte[] birth;
        private readonly int[] birthAt;          // start of the birth image; the next tag's start is its end
        private readonly short[] nameCount;
        private readonly short[] aliases;

        /// <summary>Gives out the aliases and makes the images. No tag can be added after this.</summary>
        /// <param name="useAliases">False: names in data as well, for hosts that keep no alias table.</param>
        public void Seal(bool useAliases)
        {
            if (useAliases)
            {
                GiveAliases();
            }

            BuildColumns();
            BuildBirthImages();
            LayImages(useAliases);
            for (int tag = 0; tag < count; tag++)
            {
                BuildDataImage(tag, useAliases);
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

        private void BuildBirthImages()
        {
            int room = 0;
            for (int tag = 0; tag < count; tag++)
            {
                TagSpec spec = specs[tag];
                room += 4 * (spec.Name.Length + LengthOf(spec.EngUnit)) + CalibrationRoom(spec) + 120;
            }

            byte[] scratch = new byte[room];
            int at = 0;
            for (int tag = 0; tag < count; tag++)
            {
                birthAt[tag] = at;
                at = BuildBirthImage(tag, specs[tag], scratch, at);
            }

            birthAt[count] = at;
            birth = new byte[at];
            Array.Copy(scratch, 0, birth, 0, at);
        }

        private int BuildBirthImage(int tag, TagSpec spec, byte[] scratch, int at)
        {
            byte[] name = Encoding.UTF8.GetBytes(spec.Name);
            nameCount[tag] = (short)name.Length;
            writer.Begin(scratch, at, scratch.Length - at);
            writer.Name(name, 0, name.Length);
            WriteCalibrationKeys(spec);
            if (spec.EngUnit != null)
            {
                byte[] unit = Encoding.UTF8.GetBytes(spec.EngUnit);
                writer.PropertyString(DataType.String, unit, 0, unit.Length);
            }

            if (spec.HasRange)
            {
                writer.PropertyDouble(BitConverter.DoubleToInt64Bits(spec.EngLow));
                writer.PropertyDouble(BitConverter.DoubleToInt64Bits(spec.EngHigh));
            }

            WriteCalibrationValues(spec);
            return writer.Position;
        }

        /// <summary>Finds the data images their places, one behind the other.</summary>
        private void LayImages(bool useAliases)
        {
            int at = 0;
            for (int tag = 0; tag < count; tag++)
            {
                dataAt[tag] = at;
                valueAt[tag] = at + HeadCount(tag, useAliases);
                at = valueAt[tag] + ValueCountMax(type[tag]);
            }

            data = new byte[at];
        }

        // Bytes of a data image in front of its value. One that would be too long only keeps the time and the value.
        private int HeadCount(int tag, bool useAliases)
        {
            int identity = useAliases ? 1 + Varint.SizeOf(aliases[tag]) : NameSize(nameCount[tag]);
            if (identity + TimeAndKeyCount + ValueCountMax(type[tag]) > ImageBodyMax)
            {
                flags[tag] |= SlowFlag;
                identity = 0;
            }

            return identity + (2 + TimeAndKeyCount);
        }

        private void BuildDataImage(int tag, bool useAliases)
        {
            int at = dataAt[tag];
            int keyAt = valueAt[tag] - 1;
            data[keyAt] = ValueKey(type[tag]);
            int fixedCount = FixedValueCount(type[tag]);
            bool slow = (flags[tag] & SlowFlag) != 0;
            if (slow && IsText((DataType)type[tag]))
            {
                return; // only the time of the image is used
            }

            writer.Begin(data, at, keyAt - at);
            writer.BeginMetric();
            if (!slow)
            {
                WriteIdentity(tag, useAliases);
            }

            writer.Timestamp(WireTime.MinMs);
            dataCount[tag] = (byte)(slow ? 0 : keyAt + 1 + fixedCount - at);
            data[at + 1] = (byte)(dataCount[tag] - 2);
            SetBitsInImage(tag, 0);
        }

        private void WriteIdentity(int tag, bool useAliases)
        {
            if (useAliases)
            {
                writer.Alias(aliases[tag]);
            }
            else
            {
                writer.Name(birth, NameAt(tag), nameCount[tag]);
            }
        }

        // Bytes of a name with its key and length.
        private static int NameSize(int nameBytes)
        {
            return nameBytes < 128 ? 2 + nameBytes : 1 + Varint.SizeOf(nameBytes) + nameBytes;
        }

        // Where in EngKeys those of a tag begin, and how many bytes they are.
        private static int EngKeysAt(int tagFlags)
        {
            return (tagFlags & UnitFlag) != 0 ? 0 : EngUnitKeyCount;
        }

        private static int EngKeysCount(int tagFlags)
        {
            return ((tagFlags & UnitFlag) != 0 ? EngUnitKeyCount : 0) + ((tagFlags & RangeFlag) != 0 ? EngRangeKeysCount : 0);
        }

        // Behind the further keys of a birth image, which are shorter than 128 bytes each.
        private int ValuesAt(int keys, int end)
        {
            while (keys < end && birth[keys] == FieldKey.PropertyKey)
            {
                keys += 2 + birth[keys + 1];
            }

            return keys;
        }

        // Bytes of a birth's metric, without its head, value and quality.
        private int BirthCount(int tag)
        {
            int alias = aliases[tag] == 0 ? 0 : 1 + Varint.SizeOf(aliases[tag]);
            int name = NameSize(nameCount[tag]);
            int size = name + alias + 1 + WireTime.Count + 2;
            int properties = birthAt[tag + 1] - birthAt[tag] - name + EngKeysCount(flags[tag]);
            return properties == 0 ? size : size + 1 + Varint.SizeOf(properties) + properties;
        }

        private int NameAt(int tag)
        {
            return birthAt[tag] + 1 + Varint.SizeOf(nameCount[tag]);
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
