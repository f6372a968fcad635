using System;
#if !NANOFRAMEWORK_1_0
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
#endif

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
        private bool standsOnFirst; // Check found one metric only, and its members are still here
        private int key;     // of the current field
        private long varint; // the last varint read
        private int length;  // the last length read

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
            standsOnFirst = false;
            PayloadTimestamp = -1;
            Error = count > countMax ? DecodeError.TooLong : DecodeError.None;
        }

        /// <summary>Reads the whole payload once and goes back to its start.</summary>
        public DecodeError Check()
        {
            while (Next())
            {
            }

            // Most commands have one metric: it need not be read again.
            standsOnFirst = metrics == 1;
            at = standsOnFirst ? end : start;
            metrics = 0;
            return Error;
        }

        /// <summary>Moves to the next metric.</summary>
        /// <returns>False at the end, or when <see cref="Error"/> is set.</returns>
#if !NANOFRAMEWORK_1_0
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#endif
        public bool Next()
        {
            if (standsOnFirst)
            {
                standsOnFirst = false;
                return Error == DecodeError.None;
            }

            return at < end && ReadNext();
        }

        private bool ReadNext()
        {
            byte[] bytes = buffer;
            int p = at;
            while (p >= 0 && p < end && Error == DecodeError.None)
            {
                int k = bytes[p];
                if (k >= 8 && k < 0x80)
                {
                    p++; // the usual key: one byte
                }
                else
                {
                    p = ReadKey(p, end);
                    k = key;
                }

                if (p < 0)
                {
                    break;
                }

                if (k == FieldKey.PayloadMetric)
                {
                    p = ReadLength(p, end);
                    at = p < 0 ? end : ReadMetric(p, p + length);
                    return Error == DecodeError.None;
                }

                if (k == FieldKey.PayloadTimestamp)
                {
                    p = ReadVarint(p, end);
                    PayloadTimestamp = varint;
                }
                else
                {
                    key = k;
                    p = Skip(p, end, PayloadWireTypes); // seq, uuid, body, later fields: nothing that a command needs
                }
            }

            at = end;
            return false;
        }

        /// <summary>True if the metric's name is this one, byte for byte.</summary>
        public bool NameIs(byte[] utf8)
        {
            if (NameOffset < 0 || NameCount != utf8.Length)
            {
                return false;
            }

#if NANOFRAMEWORK_1_0
            for (int i = 0; i < utf8.Length; i++)
            {
                if (buffer[NameOffset + i] != utf8[i])
                {
                    return false;
                }
            }

            return true;
#else
            return new ReadOnlySpan<byte>(buffer, NameOffset, NameCount).SequenceEqual(utf8);
#endif
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
#if !NANOFRAMEWORK_1_0
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#endif
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

#if !NANOFRAMEWORK_1_0
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#endif
        private void SetValue(ValueKind kind, long bits)
        {
            Kind = kind;
            ValueBits = bits;
            ValueCount = 0;
        }

        private int Fail(DecodeError error)
        {
            if (Error == DecodeError.None)
            {
                Error = error;
            }

            return -1; // nothing behind a broken field can be trusted
        }

        // Field number 1 to 2^29 - 1 and three bits of wire type.
        private int ReadKey(int p, int limit)
        {
            int first = buffer[p];
            if (first < 0x80 && first >= 8)
            {
                key = first;
                return p + 1;
            }

            p = ReadVarint(p, limit);
            long field = varint >> 3;
            if (p >= 0 && (field < 1 || field > 0x1FFFFFFF))
            {
                return Fail(DecodeError.BadKey);
            }

            key = (int)varint;
            return p;
        }

#if !NANOFRAMEWORK_1_0
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#endif
        private int ReadVarint(int p, int limit)
        {
            if (p < limit && buffer[p] < 0x80)
            {
                varint = buffer[p];
                return p + 1;
            }

#if !NANOFRAMEWORK_1_0
            // Times of this century have six bytes: a processor goes on from the branch while it still computes.
            if (limit - p >= 8 && Bmi2.X64.IsSupported)
            {
                ulong bytes = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(new Span<byte>(buffer, p, 8)));
                if ((bytes & 0x808080808080) == 0x008080808080)
                {
                    varint = (long)Bmi2.X64.ParallelBitExtract(bytes, 0x7F7F7F7F7F7F);
                    return p + 6;
                }
            }
#endif
            return ReadLongVarint(p, limit);
        }

        private int ReadLongVarint(int p, int limit)
        {
#if !NANOFRAMEWORK_1_0
            // A PC reads eight bytes at once: the first without its top bit set is the last one.
            if (limit - p >= 8)
            {
                ulong bytes = Unsafe.ReadUnaligned<ulong>(ref MemoryMarshal.GetReference(new Span<byte>(buffer, p, 8)));
                ulong ends = ~bytes & 0x8080808080808080;
                if (ends != 0)
                {
                    bytes &= ends ^ (ends - 1);
                    bytes = (bytes & 0x007F007F007F007F) | ((bytes & 0x7F007F007F007F00) >> 1);
                    bytes = (bytes & 0x00003FFF00003FFF) | ((bytes & 0x3FFF00003FFF0000) >> 2);
                    varint = (long)((bytes & 0x000000000FFFFFFF) | ((bytes & 0x0FFFFFFF00000000) >> 4));
                    return p + (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
                }
            }
#endif
            varint = 0;
            for (int shift = 0; shift < 70; shift += 7)
            {
                if (p >= limit)
                {
                    return Fail(DecodeError.Truncated);
                }

                int b = buffer[p++];
                varint |= (long)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return p;
                }
            }

            return Fail(DecodeError.BadVarint);
        }

#if !NANOFRAMEWORK_1_0
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#endif
        private int ReadLength(int p, int limit)
        {
            length = 0;
            if (p < limit && buffer[p] < 0x80)
            {
                int count = buffer[p++];
                if (count > limit - p)
                {
                    return Fail(DecodeError.BadLength);
                }

                length = count;
                return p;
            }

            return ReadLongLength(p, limit);
        }

        private int ReadLongLength(int p, int limit)
        {
            p = ReadLongVarint(p, limit);
            if (p < 0)
            {
                return p;
            }

            if (varint < 0 || varint > limit - p)
            {
                return Fail(DecodeError.BadLength);
            }

            length = (int)varint;
            return p;
        }

        // True unless the specification gives the current field another wire type than this one.
        private bool IsOfType(int wireType, byte[] wireTypes)
        {
            int field = (key >> 3) & 0x1FFFFFFF;
            return field >= wireTypes.Length || wireTypes[field] == wireType;
        }

        private int Skip(int p, int limit, byte[] wireTypes)
        {
            int wireType = key & 7;
            if (!IsOfType(wireType, wireTypes))
            {
                return Fail(DecodeError.BadWireType);
            }

            switch (wireType)
            {
                case 0:
                    return ReadVarint(p, limit);
                case 1:
                    return limit - p >= 8 ? p + 8 : Fail(DecodeError.Truncated);
                case 2:
                    p = ReadLength(p, limit);
                    return p < 0 ? p : p + length;
                case 5:
                    return limit - p >= 4 ? p + 4 : Fail(DecodeError.Truncated);
                default:
                    return Fail(DecodeError.BadWireType); // groups: removed from protobuf long before Sparkplug
            }
        }
    }
}
