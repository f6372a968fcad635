using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Tags
{
    /// <summary>Values read back: for commands, health metrics and tests. Not used on the way to the wire.</summary>
    public sealed partial class TagTable
    {
        private readonly byte[] keyByte = new byte[1];
        private readonly byte[] timeBytes = new byte[WireTime.Count];

        /// <summary>True once the tag was read; until then its value is null.</summary>
        public bool HasValue(int tag)
        {
            return (state[tag] & HasValueBit) != 0;
        }

        /// <summary>Quality of the newest value.</summary>
        public Quality QualityOf(int tag)
        {
            return (state[tag] & NotGoodBit) == 0
                ? Quality.Good
                : reason[tag] == (byte)QualityReason.NotReadYet || reason[tag] == (byte)QualityReason.Forced
                    ? Quality.Stale
                    : Quality.Bad;
        }

        /// <summary>Why the quality is not good.</summary>
        public QualityReason ReasonOf(int tag)
        {
            return (QualityReason)reason[tag];
        }

        /// <summary>A number as double, in engineering units.</summary>
        public double GetReal(int tag)
        {
            return RealOf(tag, BitsOf(tag));
        }

        /// <summary>A whole number; UInt64 as its bits.</summary>
        public long GetInt(int tag)
        {
            return BitsOf(tag);
        }

        /// <summary>A boolean.</summary>
        public bool GetBool(int tag)
        {
            return BitsOf(tag) != 0;
        }

        /// <summary>A text. Allocates.</summary>
        public string GetText(int tag)
        {
            return Encoding.UTF8.GetString(text[TextAt(tag)], 0, textCount[TextAt(tag)]);
        }

        /// <summary>Value of a single, given its bits: for drivers, which know the tags and not the wire.</summary>
        public static double SingleToDouble(int bits)
        {
            return FloatBits.ToDouble(bits);
        }

        /// <summary>Bits of the single nearest to a value.</summary>
        public static int DoubleToSingle(double value)
        {
            return FloatBits.FromDouble(value);
        }

        /// <summary>Newest value as bits: IEEE 754 for Float (32) and Double (64), else the number.</summary>
        private long BitsOf(int tag)
        {
            return type[tag] == (byte)DataType.Float ? BitConverter.ToInt32(data, valueAt[tag]) : current[tag];
        }

        private double RealOf(int tag, long bits)
        {
            switch ((DataType)type[tag])
            {
                case DataType.Float: return FloatBits.ToDouble((int)bits);
                case DataType.Double: return BitConverter.Int64BitsToDouble(bits);
                case DataType.UInt64: return UnsignedBits.ToDouble(bits);
                default: return bits;
            }
        }

        /// <summary>Makes bits the newest value: into the image, and what it is shorter by where the value is a varint.</summary>
        private void SetBitsInImage(int tag, long bits)
        {
            current[tag] = bits;
            int at = valueAt[tag];
            switch ((DataType)type[tag])
            {
                case DataType.Float:
                    PutFixed(at, bits, 4);
                    current[tag] = NoRaw;
                    return;
                case DataType.Double:
                    PutFixed(at, bits, 8);
                    return;
                case DataType.Boolean:
                    data[at] = (byte)bits;
                    return;
                case DataType.String:
                case DataType.Text:
                case DataType.Uuid:
                case DataType.Bytes:
                    return;
                case DataType.Int8:
                case DataType.Int16:
                case DataType.Int32:
                    bits &= 0xFFFFFFFFL; // sign-extended to 32 bits, not to 64 (Sparkplug 3.0.0, 6.4.16)
                    break;
            }

            int end = Varint.Write(data, at, bits);
            if ((flags[tag] & SlowFlag) == 0)
            {
                data[ImageAt(tag) + 1] = (byte)(end - ImageAt(tag) - 2);
                if ((state[tag] & QualityDueBit) == 0)
                {
                    slack[tag] = (byte)(ImageAt(tag + 1) - end);
                }
            }
        }

        // The image will do again.
        private void RestoreSlack(int tag)
        {
            if ((flags[tag] & SlowFlag) == 0)
            {
                slack[tag] = (byte)(ImageAt(tag + 1) - ImageAt(tag) - 2 - data[ImageAt(tag) + 1]);
            }
        }

        private void PutFixed(int at, long bits, int byteCount)
        {
            for (int i = 0; i < byteCount; i++)
            {
                data[at + i] = (byte)bits;
                bits >>= 8;
            }
        }
    }
}
