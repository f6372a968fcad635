using System;

namespace FieldNode.ProtoLite
{
    /// <summary>One metric, member by member.</summary>
    public sealed partial class CommandReader
    {
        // Wire types of the fields that the specification names, by field number. Index 0 is never used.
        private const int BytesValueKey = (FieldKey.BytesValueHigh << 7) | (FieldKey.BytesValue & 0x7F); // 82 01 as a varint
        private static readonly byte[] PayloadWireTypes = { 9, 0, 2, 0, 2, 2 };
        private static readonly byte[] MetricWireTypes = { 9, 2, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 5, 1, 0, 2, 2, 2, 2, 2 };

        // All readers take a position and return the one behind what they read, or -1 with Error set: a local is cheaper than a field
        // on both runtimes. What they found is in key, varint and length.
        private int ReadMetric(int p, int bodyEnd)
        {
            NameOffset = -1;
            NameCount = 0;
            HasAlias = false;
            Alias = 0;
            Timestamp = -1;
            Datatype = 0;
            IsNull = false;
            IsHistorical = false;
            IsTransient = false;
            SetValue(ValueKind.None, 0);
            if (++metrics > metricsMax)
            {
                return Fail(DecodeError.TooManyMetrics);
            }

            byte[] bytes = buffer;
            while (p < bodyEnd)
            {
                int k = bytes[p];
                if (k >= 8 && k < 0x80)
                {
                    p++; // the usual key: one byte
                }
                else
                {
                    p = ReadKey(p, bodyEnd);
                    k = key;
                }

                if (p < 0)
                {
                    return end;
                }

                if ((k & 7) == 0)
                {
                    p = ReadVarint(p, bodyEnd);
                    if (!TakeNumber(k, varint))
                    {
                        p = Fail(DecodeError.BadWireType);
                    }
                }
                else if (k == FieldKey.Name)
                {
                    p = ReadLength(p, bodyEnd);
                    NameOffset = p;
                    NameCount = length;
                    p += length; // 0 where there is none to be read
                }
                else
                {
                    key = k;
                    p = ReadOther(p, bodyEnd);
                }

                if (p < 0)
                {
                    return end;
                }
            }

            return p;
        }

        /// <summary>Keeps what a varint stands for; false if the specification gives its field another wire type.</summary>
        private bool TakeNumber(int k, long number)
        {
            switch (k)
            {
                case FieldKey.Alias:
                    HasAlias = true;
                    Alias = number;
                    return true;
                case FieldKey.Timestamp:
                    Timestamp = number;
                    return true;
                case FieldKey.Datatype:
                    Datatype = (int)number;
                    return true;
                case FieldKey.IsHistorical:
                    IsHistorical = number != 0;
                    return true;
                case FieldKey.IsTransient:
                    IsTransient = number != 0;
                    return true;
                case FieldKey.IsNull:
                    IsNull = number != 0;
                    return true;
                case FieldKey.IntValue:
                    SetValue(ValueKind.Int, number & 0xFFFFFFFFL);
                    return true;
                case FieldKey.LongValue:
                    SetValue(ValueKind.Long, number);
                    return true;
                case FieldKey.BoolValue:
                    SetValue(ValueKind.Bool, number != 0 ? 1 : 0);
                    return true;
                default:
                    key = k;
                    return IsOfType(0, MetricWireTypes);
            }
        }

        private int ReadOther(int p, int bodyEnd)
        {
            switch (key)
            {
                case FieldKey.FloatValue:
                    if (bodyEnd - p < 4)
                    {
                        return Fail(DecodeError.Truncated);
                    }

                    SetValue(ValueKind.Float, BitConverter.ToInt32(buffer, p));
                    return p + 4;
                case FieldKey.DoubleValue:
                    if (bodyEnd - p < 8)
                    {
                        return Fail(DecodeError.Truncated);
                    }

                    SetValue(ValueKind.Double, BitConverter.ToInt64(buffer, p));
                    return p + 8;
                case FieldKey.StringValue:
                case BytesValueKey:
                    SetValue(key == FieldKey.StringValue ? ValueKind.String : ValueKind.Bytes, 0);
                    p = ReadLength(p, bodyEnd);
                    ValueOffset = p;
                    ValueCount = length;
                    return p < 0 ? p : p + length;
                default:
                    int field = key >> 3;
                    if (field >= 17 && field <= 19)
                    {
                        SetValue(ValueKind.Other, 0);
                    }

                    return Skip(p, bodyEnd, MetricWireTypes);
            }
        }

        private void SetValue(ValueKind kind, long bits)
        {
            Kind = kind;
            ValueBits = bits;
            ValueCount = 0;
        }
    }
}
