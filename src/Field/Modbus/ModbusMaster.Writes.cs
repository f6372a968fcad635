using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>What a write is on the wire, and what is read back of it. ModbusMaster.WriteQueue.cs: which goes when.</summary>
    public sealed partial class ModbusMaster
    {
        /// <summary>The registers of a value: scaling undone, held against the register's type.</summary>
        private bool Encode(ModbusPoint target, double value, long bits, int at)
        {
            bool scaled = target.Scale != 1 || target.Offset != 0;
            double raw = scaled ? (value - target.Offset) / target.Scale : value;
            if (double.IsNaN(raw) || double.IsInfinity(raw))
            {
                return false;
            }

            long number;
            switch (target.Type)
            {
                case RegisterType.Float:
                    number = TagTable.DoubleToSingle(raw);
                    if ((number & 0x7F800000) == 0x7F800000)
                    {
                        return false;
                    }

                    break;
                case RegisterType.Double:
                    number = System.BitConverter.DoubleToInt64Bits(raw);
                    break;
                case RegisterType.Bool:
                    number = raw != 0 ? 1 : 0;
                    break;
                default:
                    // A 64-bit number is exact in its bits only.
                    bool exact = !scaled && bits != 0 && (target.Type == RegisterType.Int64 || target.Type == RegisterType.UInt64
                        || ModbusPoint.IsDigits(target.Type));
                    bool fits = exact
                        ? (target.Type == RegisterType.UInt64 ? value >= 0 : bits < 0 == value < 0) // a half of each 64-bit type is beyond the other
                        : IsInRange(target.Type, raw);
                    if (!fits)
                    {
                        return false;
                    }

                    number = exact ? bits : (long)(raw >= 0 ? raw + 0.5 : raw - 0.5);
                    break;
            }

            if (ModbusPoint.IsDigits(target.Type) && !ToDigits(target, ref number))
            {
                return false;
            }

            int byteCount = target.IsBits ? 2 : 2 * target.Length;
            number = byteCount == BytesPerWrite ? number : number & ((1L << (8 * byteCount)) - 1);
            if (target.HasNotAvailable && IsCode(target.Type, number, target.NotAvailable))
            {
                return false; // to the slave that is no value
            }

            bool isReversed = PointKinds.IsReversed(target.Order);
            int swap = PointKinds.IsSwapped(target.Order) ? 1 : 0;
            for (int i = byteCount - 2; i >= 0; i -= 2)
            {
                int word = at + (isReversed ? byteCount - 2 - i : i);
                writeBytes[word + 1 - swap] = (byte)number;
                writeBytes[word + swap] = (byte)(number >> 8);
                number >>= 16;
            }

            return true;
        }

        private static bool ToDigits(ModbusPoint target, ref long number)
        {
            long most = ModbusDigits.Highest(target.Registers);
            if (number > most || number < (target.Type == RegisterType.Mod10 ? -most : 0))
            {
                return false;
            }

            number = target.Type == RegisterType.Bcd
                ? ModbusDigits.ToBcd(number, target.Registers) : ModbusDigits.ToMod10(number, target.Registers);
            return true;
        }

        private static bool IsInRange(RegisterType type, double raw)
        {
            switch (type)
            {
                case RegisterType.Int16: return raw > -32768.5 && raw < 32767.5;
                case RegisterType.UInt16: return raw > -0.5 && raw < 65535.5;
                case RegisterType.Int32: return raw > -2147483648.5 && raw < 2147483647.5;
                case RegisterType.UInt32: return raw > -0.5 && raw < 4294967295.5;
                case RegisterType.UInt64: return raw > -0.5 && raw < 9.2e18;
                default: return raw > -9.2e18 && raw < 9.2e18;
            }
        }

        private void BeginWrite()
        {
            int p = writePoint[writeAt];
            int bytesAt = writeAt * BytesPerWrite;
            ModbusPoint target = plan.Point(p);
            slave = writeSlave[writeAt];
            job = JobWrite;
            point = p;
            writeState[writeAt] = IsOut;
            int registers = target.Length;
            sent[0] = unit[slave];
            sent[2] = (byte)(target.Address >> 8);
            sent[3] = (byte)target.Address;
            int count = 6;
            if (target.IsBits)
            {
                bool on = IsTrue(writeBytes, bytesAt);
                sent[1] = (byte)(target.WriteMultiple ? 15 : 5);
                sent[4] = (byte)(!target.WriteMultiple && on ? 0xFF : 0);
                sent[5] = (byte)(target.WriteMultiple ? 1 : 0);
                if (target.WriteMultiple)
                {
                    sent[6] = 1;
                    sent[7] = (byte)(on ? 1 : 0);
                    count = 8;
                }
            }
            else if (registers == 1 && !target.WriteMultiple)
            {
                sent[1] = 6;
                sent[4] = writeBytes[bytesAt];
                sent[5] = writeBytes[bytesAt + 1];
            }
            else
            {
                sent[1] = 16;
                sent[4] = 0;
                sent[5] = (byte)registers;
                sent[6] = (byte)(2 * registers);
                System.Array.Copy(writeBytes, bytesAt, sent, 7, 2 * registers);
                count = 7 + 2 * registers;
            }

            ModbusCrc.Append(sent, 0, count);
            sentCount = count + 2;
            expectedCount = EchoCount;
            phase = ToSend;
            phaseByMs = -1;
        }

        /// <summary>The slave answered a write: its point is read back next, and reported whatever it holds.</summary>
        private void EndWrite(bool confirmed)
        {
            int tag = plan.PointTag[point];
            writeState[writeAt] = confirmed ? IsConfirmed : IsRefused;
            tags.ForceReport(tag);
            TellWrite(tag, confirmed ? WriteResult.Done : WriteResult.Refused);
        }

        /// <summary>The point of a write was read back: a slave may hold another value than the one that it confirmed.</summary>
        private void CompareReadBack(int dataAt)
        {
            if (writeState[writeAt] == IsConfirmed && !HoldsWhatWasWritten(dataAt))
            {
                TellWrite(plan.PointTag[point], WriteResult.Differs);
            }
        }

        private bool HoldsWhatWasWritten(int dataAt)
        {
            ModbusPoint target = plan.Point(point);
            int at = writeAt * BytesPerWrite;
            if (target.IsBits)
            {
                return (received[dataAt] & 1) != 0 == IsTrue(writeBytes, at);
            }

            if (target.Type == RegisterType.Bool)
            {
                return IsTrue(received, dataAt) == IsTrue(writeBytes, at);
            }

            for (int i = 0; i < 2 * target.Length; i++)
            {
                if (received[dataAt + i] != writeBytes[at + i])
                {
                    return false;
                }
            }

            return true;
        }

        // Any number but 0, whatever the order of its bytes.
        private static bool IsTrue(byte[] register, int at)
        {
            return (register[at] | register[at + 1]) != 0;
        }
    }
}
