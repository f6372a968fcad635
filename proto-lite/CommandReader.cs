using System;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Reads the metrics of an NCMD or DCMD one after another, in place: fields in any order, unknown ones skipped, the last value
    /// field wins, wire types checked, every length held within the message around it. It allocates nothing and throws nothing.
    /// A payload is to be obeyed whole or not at all: call <see cref="Check"/> first.
    /// </summary>
    public sealed class CommandReader
    {
        private byte[] buffer;
        private int start;
        private int at;
        private int end;
        private int metricsMax;
        private int metrics;
        private long varint; // the last varint read

        /// <summary>What is wrong, or None. Stays until the next <see cref="Begin"/>.</summary>
        public DecodeError Error { get; private set; }
        /// <summary>Payload timestamp, ms since 1970 UTC, or -1; complete once Next has returned false.</summary>
        public long PayloadTimestamp { get; private set; }
        /// <summary>Where the metric's name starts, or -1 if it has none.</summary>
        public int NameOffset { get; private set; }
        /// <summary>Bytes of the name.</summary>
        public int NameCount { get; private set; }
        /// <summary>True if the metric has an alias.</summary>
        public bool HasAlias { get; private set; }
        /// <summary>Alias as 64 bits.</summary>
        public long Alias { get; private set; }
        /// <summary>Time of capture, or -1.</summary>
        public long Timestamp { get; private set; }
        /// <summary>Datatype as sent, or 0: hosts may leave it out.</summary>
        public int Datatype { get; private set; }
        /// <summary>True if is_null is set.</summary>
        public bool IsNull { get; private set; }
        /// <summary>True if is_historical is set.</summary>
        public bool IsHistorical { get; private set; }
        /// <summary>True if is_transient is set.</summary>
        public bool IsTransient { get; private set; }
        /// <summary>Which value field came last.</summary>
        public ValueKind Kind { get; private set; }
        /// <summary>Bits of a number or boolean.</summary>
        public long ValueBits { get; private set; }
        /// <summary>Where a text or bytes start.</summary>
        public int ValueOffset { get; private set; }
        /// <summary>Length of a text or bytes.</summary>
        public int ValueCount { get; private set; }

        /// <summary>Points the reader at a payload.</summary>
        /// <param name="payload">Holds the payload; must stay unchanged while it is read.</param>
        /// <param name="offset">Where it starts.</param>
        /// <param name="count">Its length.</param>
        /// <param name="countMax">A longer payload is refused unread.</param>
        /// <param name="metricCountMax">More metrics are refused.</param>
        public void Begin(byte[] payload, int offset, int count, int countMax, int metricCountMax)
        {
            buffer = payload;
            start = offset;
            at = offset;
            end = offset + count;
            metricsMax = metricCountMax;
            metrics = 0;
            PayloadTimestamp = -1;
            Error = count > countMax ? DecodeError.TooLong : DecodeError.None;
        }

        /// <summary>Reads the whole payload once and goes back to its start.</summary>
        public DecodeError Check()
        {
            while (Next())
            {
            }

            at = start;
            metrics = 0;
            return Error;
        }

        /// <summary>Moves to the next metric.</summary>
        /// <returns>False at the end, or when <see cref="Error"/> is set.</returns>
        public bool Next()
        {
            while (at < end && Error == DecodeError.None)
            {
                int key = ReadKey(end);
                if (key == Field.PayloadMetric)
                {
                    int bodyEnd = ReadLength(end);
                    if (Error != DecodeError.None)
                    {
                        return false;
                    }

                    if (++metrics > metricsMax)
                    {
                        return Fail(DecodeError.TooManyMetrics);
                    }

                    return ReadMetric(bodyEnd);
                }

                if (key == Field.PayloadTimestamp)
                {
                    ReadVarint(end);
                    PayloadTimestamp = varint;
                }
                else if (Error == DecodeError.None)
                {
                    // seq, uuid, body and whatever a later version adds: nothing a command needs
                    Skip(key, end, PayloadWireTypes);
                }
            }

            return false;
        }

        /// <summary>True if the metric's name is this one, byte for byte.</summary>
        public bool NameIs(byte[] utf8)
        {
            if (NameOffset < 0 || NameCount != utf8.Length)
            {
                return false;
            }

            for (int i = 0; i < utf8.Length; i++)
            {
                if (buffer[NameOffset + i] != utf8[i])
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>
        /// The number of an int_value or long_value as a signed long, read as a datatype: its low bits, sign-extended for the signed
        /// ones. Hosts differ in which of both fields they use, and in whether they mask small negative numbers.
        /// </summary>
        public long IntegerAs(DataType type)
        {
            switch (type)
            {
                case DataType.Int8: return (ValueBits << 56) >> 56;
                case DataType.Int16: return (ValueBits << 48) >> 48;
                case DataType.Int32: return (ValueBits << 32) >> 32;
                case DataType.UInt8: return ValueBits & 0xFF;
                case DataType.UInt16: return ValueBits & 0xFFFF;
                case DataType.UInt32: return ValueBits & 0xFFFFFFFFL;
                default: return ValueBits;
            }
        }

        // Wire types of the fields that the specification names, by field number; 9 where any will do. Index 0 is never used.
        private static readonly byte[] PayloadWireTypes = { 9, 0, 2, 0, 2, 2 };
        private static readonly byte[] MetricWireTypes = { 9, 2, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 5, 1, 0, 2, 2, 2, 2, 2 };

        private bool ReadMetric(int bodyEnd)
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
            Kind = ValueKind.None;
            ValueBits = 0;
            ValueCount = 0;
            while (at < bodyEnd && Error == DecodeError.None)
            {
                int key = ReadKey(bodyEnd);
                if (Error == DecodeError.None)
                {
                    ReadMember(key, bodyEnd);
                }
            }

            return Error == DecodeError.None;
        }

        private void ReadMember(int key, int bodyEnd)
        {
            switch (key)
            {
                case Field.Name:
                    int nameEnd = ReadLength(bodyEnd);
                    NameOffset = at;
                    NameCount = nameEnd - at;
                    at = nameEnd;
                    break;
                case Field.Alias:
                    ReadVarint(bodyEnd);
                    HasAlias = true;
                    Alias = varint;
                    break;
                case Field.Timestamp:
                    ReadVarint(bodyEnd);
                    Timestamp = varint;
                    break;
                case Field.Datatype:
                    ReadVarint(bodyEnd);
                    Datatype = (int)varint;
                    break;
                case Field.IsHistorical:
                    ReadVarint(bodyEnd);
                    IsHistorical = varint != 0;
                    break;
                case Field.IsTransient:
                    ReadVarint(bodyEnd);
                    IsTransient = varint != 0;
                    break;
                case Field.IsNull:
                    ReadVarint(bodyEnd);
                    IsNull = varint != 0;
                    break;
                default:
                    ReadValue(key, bodyEnd);
                    break;
            }
        }

        private void ReadValue(int key, int bodyEnd)
        {
            switch (key)
            {
                case Field.IntValue:
                    ReadVarint(bodyEnd);
                    SetValue(ValueKind.Int, varint & 0xFFFFFFFFL);
                    break;
                case Field.LongValue:
                    ReadVarint(bodyEnd);
                    SetValue(ValueKind.Long, varint);
                    break;
                case Field.FloatValue:
                    SetValue(ValueKind.Float, ReadFixed(4, bodyEnd));
                    break;
                case Field.DoubleValue:
                    SetValue(ValueKind.Double, ReadFixed(8, bodyEnd));
                    break;
                case Field.BoolValue:
                    ReadVarint(bodyEnd);
                    SetValue(ValueKind.Bool, varint != 0 ? 1 : 0);
                    break;
                case Field.StringValue:
                    SetBytes(ValueKind.String, bodyEnd);
                    break;
                case Field.BytesValueHigh << 7 | (Field.BytesValue & 0x7F):
                    SetBytes(ValueKind.Bytes, bodyEnd);
                    break;
                default:
                    int field = key >> 3;
                    Skip(key, bodyEnd, MetricWireTypes);
                    if (field >= 17 && field <= 19)
                    {
                        SetValue(ValueKind.Other, 0);
                    }

                    break;
            }
        }

        private void SetValue(ValueKind kind, long bits)
        {
            Kind = kind;
            ValueBits = bits;
            ValueCount = 0;
        }

        private void SetBytes(ValueKind kind, int bodyEnd)
        {
            int valueEnd = ReadLength(bodyEnd);
            Kind = kind;
            ValueBits = 0;
            ValueOffset = at;
            ValueCount = valueEnd - at;
            at = valueEnd;
        }

        private bool Fail(DecodeError error)
        {
            if (Error == DecodeError.None)
            {
                Error = error;
            }

            at = end; // nothing behind a broken field can be trusted
            return false;
        }

        // A key has at most 5 bytes worth of meaning: field number 1 to 2^29 - 1 and three bits of wire type.
        private int ReadKey(int limit)
        {
            byte first = buffer[at];
            if (first < 0x80 && first >= 8)
            {
                at++;
                return first;
            }

            ReadVarint(limit);
            long field = varint >> 3;
            if (Error == DecodeError.None && (field < 1 || field > 0x1FFFFFFF))
            {
                Fail(DecodeError.BadKey);
            }

            return Error == DecodeError.None ? (int)varint : 0;
        }

        private void ReadVarint(int limit)
        {
            varint = 0;
            for (int shift = 0; shift < 70; shift += 7)
            {
                if (at >= limit)
                {
                    Fail(DecodeError.Truncated);
                    return;
                }

                byte b = buffer[at++];
                varint |= (long)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return;
                }
            }

            Fail(DecodeError.BadVarint);
        }

        private int ReadLength(int limit)
        {
            ReadVarint(limit);
            if (Error != DecodeError.None)
            {
                return at;
            }

            if (varint < 0 || varint > limit - at)
            {
                Fail(DecodeError.BadLength);
                return at;
            }

            return at + (int)varint;
        }

        private long ReadFixed(int count, int limit)
        {
            if (limit - at < count)
            {
                Fail(DecodeError.Truncated);
                return 0;
            }

            long bits = count == 4 ? BitConverter.ToInt32(buffer, at) : BitConverter.ToInt64(buffer, at);
            at += count;
            return bits;
        }

        private void Skip(int key, int limit, byte[] wireTypes)
        {
            int wireType = key & 7;
            int field = (key >> 3) & 0x1FFFFFFF;
            if (field < wireTypes.Length && wireTypes[field] != 9 && wireTypes[field] != wireType)
            {
                Fail(DecodeError.BadWireType);
                return;
            }

            switch (wireType)
            {
                case 0:
                    ReadVarint(limit);
                    break;
                case 1:
                    ReadFixed(8, limit);
                    break;
                case 2:
                    at = ReadLength(limit);
                    break;
                case 5:
                    ReadFixed(4, limit);
                    break;
                default:
                    Fail(DecodeError.BadWireType); // groups: removed from protobuf long before Sparkplug
                    break;
            }
        }
    }
}
