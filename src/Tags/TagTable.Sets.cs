using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>
    /// What the births of many tags have alike, datatype and properties, stands once: a plant has many meters of a kind. A set lies behind its
    /// length as it stands in a birth, but for a quality, which comes between keys and values.
    /// </summary>
    public sealed partial class TagTable
    {
        private void BuildSets()
        {
            int[] owners = new int[count]; // the first tag of each set
            int different = 0;
            int end = 0;
            sets = new byte[64];
            for (int tag = 0; tag < count; tag++)
            {
                int known = 0;
                while (known < different && !IsSetAlike(specs[owners[known]], specs[tag]))
                {
                    known++;
                }

                if (known == different)
                {
                    TagSpec spec = specs[tag];
                    byte[] set = new byte[Varint.BytesMax + (4 * LengthOf(spec.EngUnit)) + CalibrationRoom(spec) + 120];
                    int size = BuildSet(spec, set);
                    sets = RoomIn(sets, end, size);
                    Array.Copy(set, 0, sets, end, size);
                    setAt[tag] = end;
                    end += size;
                    owners[different++] = tag;
                }

                setAt[tag] = setAt[owners[known]];
                flags[tag] |= sets[setAt[tag]] < 128 ? (byte)0 : LongFlag;
            }

            byte[] cut = new byte[end];
            Array.Copy(sets, 0, cut, 0, end);
            sets = cut;
        }

        private static bool IsSetAlike(TagSpec a, TagSpec b)
        {
            return a.DataType == b.DataType && a.HasRange == b.HasRange && a.EngUnit == b.EngUnit
                && (!a.HasRange || (a.EngLow == b.EngLow && a.EngHigh == b.EngHigh))
                && a.CalibratedOn == b.CalibratedOn && a.CalibratedBy == b.CalibratedBy && a.CalibrationDue == b.CalibrationDue;
        }

        private int BuildSet(TagSpec spec, byte[] set)
        {
            writer.Begin(set, Varint.BytesMax, set.Length - Varint.BytesMax);
            writer.Datatype(spec.DataType);
            int plain = writer.Count;
            writer.BeginProperties();
            int none = writer.Count;
            WriteKeyIf(spec.EngUnit, EngUnitKey);
            if (spec.HasRange)
            {
                writer.PropertyKey(EngLowKey, 0, EngLowKey.Length);
                writer.PropertyKey(EngHighKey, 0, EngHighKey.Length);
            }

            WriteCalibrationKeys(spec);
            WriteTextIf(spec.EngUnit);
            if (spec.HasRange)
            {
                writer.PropertyDouble(BitConverter.DoubleToInt64Bits(spec.EngLow));
                writer.PropertyDouble(BitConverter.DoubleToInt64Bits(spec.EngHigh));
            }

            WriteCalibrationValues(spec);
            bool hasNone = writer.Count == none;
            writer.EndProperties();
            int size = hasNone ? plain : writer.Count;
            int at = Varint.Write(set, 0, size);
            Array.Copy(set, Varint.BytesMax, set, at, size);
            return at + size;
        }

        private static byte[] RoomIn(byte[] array, int end, int more)
        {
            if (end + more <= array.Length)
            {
                return array;
            }

            byte[] longer = new byte[(2 * array.Length) + more];
            Array.Copy(array, 0, longer, 0, end);
            return longer;
        }

        // Bytes of a set without its length, which is one byte where there is no LongFlag for it, and two else.
        private int SetCount(int at)
        {
            return sets[at] < 128 ? sets[at] : (sets[at] & 0x7F) | (sets[at + 1] << 7);
        }

        private int SetBody(int at)
        {
            return sets[at] < 128 ? at + 1 : at + 2;
        }

        // Where the first key of a set stands: behind the datatype, and behind key and length of the properties if it has some.
        private int KeysAt(int at)
        {
            int keys = SetBody(at) + 2;
            return SetCount(at) == 2 ? keys : sets[keys + 1] < 128 ? keys + 2 : keys + 3;
        }

        // Behind the keys of a set, which are shorter than 128 bytes each.
        private int ValuesAt(int keys, int end)
        {
            while (keys < end && sets[keys] == FieldKey.PropertyKey)
            {
                keys += 2 + sets[keys + 1];
            }

            return keys;
        }

        // Bytes of a birth's metric, without its head, value and quality.
        private int BirthCount(int tag)
        {
            int alias = aliases[tag] == 0 ? 0 : 1 + Varint.SizeOf(aliases[tag]);
            return NameSize(nameCount[tag]) + alias + 1 + WireTime.Count + SetCount(setAt[tag]);
        }
    }
}
