using System;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Reads the metrics of an NCMD or DCMD one after another, in place: fields in any order, unknown ones skipped, the last value
    /// field wins, wire types checked, every length held within the message around it. It allocates nothing and throws nothing.
    /// A payload is to be obeyed whole or not at all: call <see cref="Check"/> first.
    /// <para>This file: what a caller sees. CommandReader.Metric.cs: one metric. CommandReader.Wire.cs: keys, varints, lengths.</para>
    /// </summary>
    public sealed partial class CommandReader
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
            int p = at;
            byte[] bytes = buffer;
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

            byte[] bytes = buffer;
            int at = NameOffset;
            for (int i = 0; i < utf8.Length; i++)
            {
                if (bytes[at + i] != utf8[i])
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
    }
}
