using System;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Values in: scaling, range and quality. Called by the drivers. Floats that need none of it: TagTable.Floats.cs.</summary>
    public sealed partial class TagTable
    {
        private const double TwoTo63 = 9223372036854775808.0;

        /// <summary>Monotonic time for the report intervals; the loop sets it at the start of each step.</summary>
        public void Tick(long monotonicMs)
        {
            nowMs = monotonicMs;
        }

        /// <summary>A signed whole number as read; scaled and held against the range of the tag's datatype.</summary>
        public void SetInt(int tag, long raw)
        {
            int kind = type[tag];
            if ((flags[tag] & ScaledFlag) != 0 || kind == (int)DataType.Float || kind == (int)DataType.Double)
            {
                SetReal(tag, raw);
            }
            else if (kind == (int)DataType.Boolean)
            {
                Decide(tag, raw != 0 ? 1 : 0);
            }
            else if (raw >= LowestOf(kind) && raw <= HighestOf(kind))
            {
                Decide(tag, raw);
            }
            else
            {
                SetBad(tag, QualityReason.OutOfRange);
            }
        }

        /// <summary>An unsigned number of 64 bits as read, given as its bits.</summary>
        public void SetUInt(int tag, long bits)
        {
            if (bits >= 0)
            {
                SetInt(tag, bits);
            }
            else if (type[tag] == (byte)DataType.UInt64 && (flags[tag] & ScaledFlag) == 0)
            {
                Decide(tag, bits);
            }
            else
            {
                SetReal(tag, UnsignedBits.ToDouble(bits));
            }
        }

        /// <summary>A number as read; scaled, rounded half away from zero for whole datatypes, and held against their range.</summary>
        public void SetReal(int tag, double raw)
        {
            double value = (flags[tag] & ScaledFlag) != 0 ? raw * scale[columnAt[tag]] + offset[columnAt[tag]] : raw;
            int kind = type[tag];
            if (kind == (int)DataType.Float)
            {
                int bits = FloatBits.FromDouble(value);
                if (FloatBits.IsNotFinite(bits))
                {
                    SetBad(tag, QualityReason.OutOfRange);
                }
                else
                {
                    Decide(tag, bits);
                }
            }
            else if (double.IsNaN(value) || double.IsInfinity(value))
            {
                SetBad(tag, QualityReason.OutOfRange);
            }
            else if (kind == (int)DataType.Double)
            {
                Decide(tag, BitConverter.DoubleToInt64Bits(value));
            }
            else
            {
                SetRounded(tag, kind, value);
            }
        }

        /// <summary>A boolean as read.</summary>
        public void SetBool(int tag, bool value)
        {
            SetInt(tag, value ? 1 : 0);
        }

        /// <summary>
        /// A text (UTF-8) or bytes; what is too long for the tag is cut off, a text between two characters. A text that is not UTF-8 makes the
        /// tag bad: a host would refuse the whole message for it. A tag that is never bad gets question marks for what is wrong.
        /// </summary>
        public void SetText(int tag, byte[] bytes, int at, int byteCount)
        {
            if ((state[tag] & HeldBit) != 0 && IsTakenByPerson(tag))
            {
                return;
            }

            int place = TextAt(tag);
            byte[] room = text[place];
            bool isText = type[tag] != (byte)DataType.Bytes;
            bool same = textCount[place] == byteCount && SameBytes(room, 0, bytes, at, byteCount);
            if (!same)
            {
                bool mend = isText && Utf8.ValidCount(bytes, at, byteCount) < byteCount;
                if (mend && (flags[tag] & AlwaysGoodFlag) == 0)
                {
                    SetBad(tag, QualityReason.BadText);
                    return;
                }

                if (byteCount > room.Length)
                {
                    byteCount = isText ? CutAt(bytes, at, room.Length) : room.Length;
                    same = textCount[place] == byteCount && SameBytes(room, 0, bytes, at, byteCount);
                }

                Array.Copy(bytes, at, room, 0, byteCount);
                textCount[place] = (short)byteCount;
                if (mend)
                {
                    Utf8.Mend(room, 0, byteCount);
                }
            }

            // Texts have no bits to compare: a running number stands for "another text". So a text that changes and changes
            // back while its minimum interval holds it back is reported once more; to keep a copy would cost more.
            Decide(tag, same ? current[tag] : current[tag] + 1);
        }

        // The most bytes, up to a number, that end between two characters: 10xxxxxx continues one (RFC 3629, section 3).
        private static int CutAt(byte[] bytes, int at, int most)
        {
            while (most > 0 && (bytes[at + most] & 0xC0) == 0x80)
            {
                most--;
            }

            return most;
        }

        /// <summary>The source failed: the last good value stays (null if there was none) and the quality says why.</summary>
        public void SetBad(int tag, QualityReason why)
        {
            int s = state[tag];
            if ((s & NotGoodBit) != 0 && (reason[tag] == (byte)why || IsTakenByPerson(tag)))
            {
                ReportIfForced(tag);
                return;
            }

            MakeNotGood(tag, why, 0);
        }

        /// <summary>The next sample is reported even if it is unchanged: a host that wrote the tag waits for its echo.</summary>
        public void ForceReport(int tag)
        {
            state[tag] |= ForceBit;
            ForgetRaw(tag);
        }

        private void SetRounded(int tag, int kind, double value)
        {
            if (kind == (int)DataType.Boolean)
            {
                Decide(tag, value >= 0.5 || value <= -0.5 ? 1 : 0);
            }
            else if (kind == (int)DataType.UInt64 && value >= TwoTo63 && value < 2 * TwoTo63)
            {
                Decide(tag, (long)(value - TwoTo63) | long.MinValue);
            }
            else if (value < -TwoTo63 || value >= TwoTo63)
            {
                SetBad(tag, QualityReason.OutOfRange);
            }
            else
            {
                // Not value + 0.5: above 2^52 that sum is itself rounded, and just below a half it becomes 1.
                long whole = (long)value;
                double rest = value - whole;
                whole += rest >= 0.5 ? 1 : rest <= -0.5 ? -1 : 0;
                if (whole >= LowestOf(kind) && whole <= HighestOf(kind))
                {
                    Decide(tag, whole);
                }
                else
                {
                    SetBad(tag, QualityReason.OutOfRange);
                }
            }
        }

        private static long LowestOf(int kind)
        {
            switch ((DataType)kind)
            {
                case DataType.Int8: return sbyte.MinValue;
                case DataType.Int16: return short.MinValue;
                case DataType.Int32: return int.MinValue;
                case DataType.Int64: return long.MinValue;
                default: return 0;
            }
        }

        private static long HighestOf(int kind)
        {
            switch ((DataType)kind)
            {
                case DataType.Int8: return sbyte.MaxValue;
                case DataType.Int16: return short.MaxValue;
                case DataType.Int32: return int.MaxValue;
                case DataType.UInt8: return 0xFF;
                case DataType.UInt16: return 0xFFFF;
                case DataType.UInt32: return 0xFFFFFFFFL;
                default: return long.MaxValue;
            }
        }
    }
}
