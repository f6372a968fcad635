using System;

namespace FieldNode.ProtoLite
{
    /// <summary>
    /// Writes a Sparkplug B payload into a buffer of the caller's, in field order, so that the bytes are those that any protobuf
    /// library makes of the same values. It allocates nothing. When the buffer is too small it stops writing and says so in
    /// <see cref="Overflow"/>; the content is then not to be sent.
    /// </summary>
    public sealed partial class PayloadWriter
    {
        private byte[] buffer;
        private int start;
        private int at;
        private int end;
        private int metricBody;   // where the open metric's content starts, behind one byte of length
        private int propertyBody; // the same for the open property set

        /// <summary>True once something did not fit.</summary>
        public bool Overflow { get; private set; }

        /// <summary>Bytes written so far.</summary>
        public int Count
        {
            get { return at - start; }
        }

        /// <summary>Position in the buffer behind the last byte written.</summary>
        public int Position
        {
            get { return at; }
        }

        /// <summary>Starts a payload, or a part of one, at a place in a buffer.</summary>
        public void Begin(byte[] target, int offset, int count)
        {
            buffer = target;
            start = offset;
            at = offset;
            end = offset + count;
            Overflow = false;
        }

        /// <summary>Payload timestamp, ms since 1970 UTC: when it is sent (required in all but NDEATH).</summary>
        public void PayloadTimestamp(long utcMs)
        {
            VarintField(FieldKey.PayloadTimestamp, utcMs);
        }

        /// <summary>Sequence number 0 to 255; 0 is written too, for presence counts. Not in NDEATH.</summary>
        public void Seq(int seq)
        {
            VarintField(FieldKey.PayloadSeq, seq);
        }

        /// <summary>Payload uuid (UTF-8).</summary>
        public void Uuid(byte[] text, int offset, int count)
        {
            BytesField(FieldKey.PayloadUuid, text, offset, count);
        }

        /// <summary>Payload body.</summary>
        public void Body(byte[] bytes, int offset, int count)
        {
            BytesField(FieldKey.PayloadBody, bytes, offset, count);
        }

        /// <summary>Opens a metric. Its members are then written in the order in which this class lists them.</summary>
        public void BeginMetric()
        {
            metricBody = OpenMessage(FieldKey.PayloadMetric);
        }

        /// <summary>Metric name (UTF-8): in births, or in data where aliases are switched off.</summary>
        public void Name(byte[] text, int offset, int count)
        {
            BytesField(FieldKey.Name, text, offset, count);
        }

        /// <summary>Metric alias.</summary>
        public void Alias(long alias)
        {
            VarintField(FieldKey.Alias, alias);
        }

        /// <summary>Time of capture, ms since 1970 UTC.</summary>
        public void Timestamp(long utcMs)
        {
            VarintField(FieldKey.Timestamp, utcMs);
        }

        /// <summary>Datatype: in births always, in data never (Sparkplug 3.0.0, 6.4.7: SHOULD NOT).</summary>
        public void Datatype(DataType type)
        {
            VarintField(FieldKey.Datatype, (int)type);
        }

        /// <summary>Marks a value that was captured before it could be sent.</summary>
        public void Historical()
        {
            VarintField(FieldKey.IsHistorical, 1);
        }

        /// <summary>Marks a value that a host should not store.</summary>
        public void Transient()
        {
            VarintField(FieldKey.IsTransient, 1);
        }

        /// <summary>Says that there is no value; no value field may follow.</summary>
        public void Null()
        {
            VarintField(FieldKey.IsNull, 1);
        }

        /// <summary>Value of Int8 to Int32 and UInt8 to UInt32: 32 bits, signed numbers sign-extended (6.4.16).</summary>
        public void IntValue(int bits)
        {
            VarintField(FieldKey.IntValue, bits & 0xFFFFFFFFL);
        }

        /// <summary>Value of Int64, UInt64 and DateTime: 64 bits.</summary>
        public void LongValue(long bits)
        {
            VarintField(FieldKey.LongValue, bits);
        }

        /// <summary>Value of Float, as its IEEE 754 bits.</summary>
        public void FloatValue(int bits)
        {
            Fixed32Field(FieldKey.FloatValue, bits);
        }

        /// <summary>Value of Double, as its IEEE 754 bits.</summary>
        public void DoubleValue(long bits)
        {
            Fixed64Field(FieldKey.DoubleValue, bits);
        }

        /// <summary>Value of Boolean.</summary>
        public void BoolValue(bool value)
        {
            VarintField(FieldKey.BoolValue, value ? 1 : 0);
        }

        /// <summary>Value of String, Text and Uuid (UTF-8).</summary>
        public void StringValue(byte[] text, int offset, int count)
        {
            BytesField(FieldKey.StringValue, text, offset, count);
        }

        /// <summary>Value of Bytes.</summary>
        public void BytesValue(byte[] bytes, int offset, int count)
        {
            if (Fits(2 + Varint.SizeOf(count) + count))
            {
                buffer[at] = FieldKey.BytesValue;
                buffer[at + 1] = FieldKey.BytesValueHigh;
                at = Varint.Write(buffer, at + 2, count);
                CopyIn(bytes, offset, count);
            }
        }

        /// <summary>Closes the metric: only now is its length known.</summary>
        public void EndMetric()
        {
            CloseMessage(metricBody);
        }

        /// <summary>Bytes that are already in wire form.</summary>
        public void Raw(byte[] bytes, int offset, int count)
        {
            if (Fits(count))
            {
                CopyIn(bytes, offset, count);
            }
        }

        private bool Fits(int count)
        {
            if (Overflow || end - at < count)
            {
                Overflow = true;
                return false;
            }

            return true;
        }

        private void CopyIn(byte[] bytes, int offset, int count)
        {
            Array.Copy(bytes, offset, buffer, at, count);
            at += count;
        }

        private void VarintField(byte key, long bits)
        {
            if (Fits(1 + Varint.SizeOf(bits)))
            {
                buffer[at] = key;
                at = Varint.Write(buffer, at + 1, bits);
            }
        }

        private void BytesField(byte key, byte[] bytes, int offset, int count)
        {
            if (Fits(1 + Varint.SizeOf(count) + count))
            {
                buffer[at] = key;
                at = Varint.Write(buffer, at + 1, count);
                CopyIn(bytes, offset, count);
            }
        }

        private void Fixed32Field(byte key, int bits)
        {
            if (Fits(5))
            {
                buffer[at] = key;
                buffer[at + 1] = (byte)bits;
                buffer[at + 2] = (byte)(bits >> 8);
                buffer[at + 3] = (byte)(bits >> 16);
                buffer[at + 4] = (byte)(bits >> 24);
                at += 5;
            }
        }

        private void Fixed64Field(byte key, long bits)
        {
            if (Fits(9))
            {
                buffer[at] = key;
                for (int i = 1; i <= 8; i++)
                {
                    buffer[at + i] = (byte)bits;
                    bits >>= 8;
                }

                at += 9;
            }
        }

        private int OpenMessage(byte key)
        {
            if (Fits(2))
            {
                buffer[at] = key;
                at += 2; // most messages are shorter than 128 bytes: one byte of length; CloseMessage makes room for more
            }

            return at;
        }

        private void CloseMessage(int body)
        {
            if (Overflow)
            {
                return;
            }

            int count = at - body;
            int extra = Varint.SizeOf(count) - 1;
            if (extra > 0)
            {
                if (!Fits(extra))
                {
                    return;
                }

                Array.Copy(buffer, body, buffer, body + extra, count);
                at += extra;
            }

            Varint.Write(buffer, body - 1, count);
        }
    }
}
