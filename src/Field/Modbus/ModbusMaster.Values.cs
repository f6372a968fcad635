using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>From registers to values: everything that the hot loop in ModbusMaster.Reply.cs does not do itself.</summary>
    public sealed partial class ModbusMaster
    {
        private const int ScaleMax = 10; // SunSpec Information Model Specification, "sunssf": -10 to 10

        private byte[] characters; // of a Latin-1 text as UTF-8; null: there is none

        /// <summary>Room for the longest text that has to be converted.</summary>
        private void SealTexts()
        {
            int most = 0;
            for (int p = 0; p < pointCount; p++)
            {
                if (plan.PointType[p] == (byte)RegisterType.Text && plan.PointPart[p] == (sbyte)TextCharset.Latin1
                    && plan.PointRegisters[p] > most)
                {
                    most = plan.PointRegisters[p];
                }
            }

            characters = most == 0 ? null : new byte[4 * most];
        }

        /// <summary>One point; the offset is in bytes, or in bits for the tables of bits.</summary>
        private void TakePoint(int p, int dataAt, int offset)
        {
            int tag = plan.PointTag[p];
            int at = dataAt + offset;
            byte kind = plan.PointKind[p];
            if (kind == PointKinds.BitOfReply)
            {
                tags.SetBool(tag, (received[dataAt + (offset >> 3)] & (1 << (offset & 7))) != 0);
            }
            else if (plan.PointType[p] == (byte)RegisterType.Text)
            {
                TakeText(p, tag, at);
            }
            else if (kind != PointKinds.WithExtra)
            {
                SetNumber(p, tag, BitsAt(p, at), 0);
            }
            else
            {
                TakeWithExtra(p, tag, at);
            }
        }

        // The span of the point holds the register that scales it as well, before the value or behind it.
        private void TakeWithExtra(int p, int tag, int at)
        {
            int extra = plan.ExtraOf(p);
            int scaleBytes = 2 * plan.ExtraScale[extra];
            int scaleAt = scaleBytes > 0 ? at + scaleBytes : at;
            at -= scaleBytes < 0 ? scaleBytes : 0;
            int power = 0;
            if (scaleBytes != 0)
            {
                int swap = PointKinds.IsSwapped((RegisterOrder)plan.PointOrder[p]) ? 1 : 0;
                power = (short)((received[scaleAt + swap] << 8) | received[scaleAt + 1 - swap]);
            }

            long bits = BitsAt(p, at);
            if ((plan.ExtraHasCode[extra] && IsCode((RegisterType)plan.PointType[p], bits, plan.ExtraCode[extra])) || power == short.MinValue)
            {
                tags.SetBad(tag, QualityReason.NotAvailable);
            }
            else if (power > ScaleMax || power < -ScaleMax)
            {
                tags.SetBad(tag, QualityReason.BadDigits);
            }
            else
            {
                SetNumber(p, tag, bits, power);
            }
        }

        /// <summary>The registers of a value as one number, most significant first; of a byte type that byte.</summary>
        private long BitsAt(int p, int at)
        {
            RegisterType type = (RegisterType)plan.PointType[p];
            RegisterOrder order = (RegisterOrder)plan.PointOrder[p];
            int byteCount = 2 * ModbusPoint.LengthOf(type, plan.PointRegisters[p]);
            int swap = PointKinds.IsSwapped(order) ? 1 : 0;
            bool isReversed = PointKinds.IsReversed(order);
            long bits = 0;
            for (int i = 0; i < byteCount; i += 2)
            {
                int word = isReversed ? at + byteCount - 2 - i : at + i;
                bits = (bits << 8) | received[word + swap];
                bits = (bits << 8) | received[word + 1 - swap];
            }

            return ModbusPoint.IsByte(type) ? (plan.PointPart[p] == 8 ? bits >> 8 : bits & 0xFF) : bits;
        }

        /// <summary>True if the registers say that there is no value.</summary>
        private static bool IsCode(RegisterType type, long bits, long code)
        {
            return bits == code || (IsNaN(type, code) && IsNaN(type, bits));
        }

        /// <summary>True for the bits of a Float or Double that are not a number (IEEE 754: exponent all ones, fraction not 0).</summary>
        internal static bool IsNaN(RegisterType type, long bits)
        {
            return type == RegisterType.Float ? (bits & 0x7FFFFFFF) > 0x7F800000
                : type == RegisterType.Double && (bits & long.MaxValue) > 0x7FF0000000000000L;
        }

        private void SetNumber(int p, int tag, long bits, int power)
        {
            int bit = plan.PointPart[p];
            long number = bits;
            RegisterType type = (RegisterType)plan.PointType[p];
            switch (type)
            {
                case RegisterType.Bool: tags.SetBool(tag, bit < 0 ? bits != 0 : (bits & (1L << bit)) != 0); return;
                case RegisterType.Float: tags.SetReal(tag, Scaled(TagTable.SingleToDouble((int)bits), power)); return;
                case RegisterType.Double: tags.SetReal(tag, Scaled(System.BitConverter.Int64BitsToDouble(bits), power)); return;
                case RegisterType.Int8: number = (bits << 56) >> 56; break;
                case RegisterType.Int16: number = (bits << 48) >> 48; break;
                case RegisterType.Int32: number = (bits << 32) >> 32; break;
                case RegisterType.Bcd: number = ModbusDigits.FromBcd(bits, plan.PointRegisters[p]); break;
                case RegisterType.Mod10: number = ModbusDigits.FromMod10(bits, plan.PointRegisters[p], true); break;
                case RegisterType.UMod10: number = ModbusDigits.FromMod10(bits, plan.PointRegisters[p], false); break;
            }

            if (number == ModbusDigits.None && ModbusPoint.IsDigits(type))
            {
                tags.SetBad(tag, QualityReason.BadDigits);
            }
            else if (power != 0)
            {
                double real = type == RegisterType.UInt64 ? UnsignedBits.ToDouble(number) : number;
                tags.SetReal(tag, Scaled(real, power));
            }
            else if (type == RegisterType.UInt64)
            {
                tags.SetUInt(tag, number);
            }
            else
            {
                tags.SetInt(tag, number);
            }
        }

        // Divided by a whole power, not multiplied by a broken one: 230.1 stays 230.1.
        private static double Scaled(double raw, int power)
        {
            double ten = 1;
            for (int i = power < 0 ? -power : power; i > 0; i--)
            {
                ten *= 10;
            }

            return power < 0 ? raw / ten : raw * ten;
        }

        // Characters end at the first NUL; blanks at the end are filling. Swapped in place: the reply is not needed again.
        private void TakeText(int p, int tag, int at)
        {
            int byteCount = 2 * plan.PointRegisters[p];
            if (PointKinds.IsSwapped((RegisterOrder)plan.PointOrder[p]))
            {
                for (int i = at; i < at + byteCount; i += 2)
                {
                    byte first = received[i];
                    received[i] = received[i + 1];
                    received[i + 1] = first;
                }
            }

            int count = 0;
            bool isAscii = true;
            while (count < byteCount && received[at + count] != 0)
            {
                isAscii &= received[at + count] < 0x80;
                count++;
            }

            while (count > 0 && received[at + count - 1] == (byte)' ')
            {
                count--;
            }

            TextCharset charset = (TextCharset)plan.PointPart[p];
            if (isAscii || charset == TextCharset.Utf8)
            {
                tags.SetText(tag, received, at, count); // the table sees that it is UTF-8
            }
            else if (charset == TextCharset.Latin1)
            {
                tags.SetText(tag, characters, 0, FromLatin1(at, count));
            }
            else
            {
                tags.SetBad(tag, QualityReason.BadText);
            }
        }

        private int FromLatin1(int at, int count)
        {
            int to = 0;
            for (int i = at; i < at + count; i++)
            {
                int c = received[i];
                if (c >= 0x80)
                {
                    characters[to++] = (byte)(0xC0 | (c >> 6));
                    c = 0x80 | (c & 0x3F);
                }

                characters[to++] = (byte)c;
            }

            return to;
        }
    }
}
