using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>Writes: few, before any poll, confirmed by the slave and read back.</summary>
    public sealed partial class ModbusMaster
    {
        /// <summary>Writes that may wait.</summary>
        public const int WritesMax = 8;

        private const int BytesPerWrite = 8;

        private readonly int[] writePoint = new int[WritesMax];
        private readonly byte[] writeSlave = new byte[WritesMax];
        private readonly byte[] writeBytes = new byte[WritesMax * BytesPerWrite]; // the registers as they go on the wire
        private int writeCount;
        private int readBackPoint = -1;
        private int readBackSlave;

        /// <inheritdoc />
        public WriteResult TryWrite(int tag, double value, long bits)
        {
            int p = 0;
            while (p < pointCount && plan.PointTag[p] != tag)
            {
                p++;
            }

            if (p == pointCount)
            {
                return WriteResult.NotMine;
            }

            ModbusPoint target = plan.Point(p);
            bool writable = target.Writable && (target.Table == ModbusTable.Coil || target.Table == ModbusTable.Holding)
                && target.Bit < 0 && target.Type != RegisterType.Text;
            if (!writable)
            {
                return WriteResult.NotWritable;
            }

            int of = SlaveOfPoint(p);
            if (slaveState[of] != Online)
            {
                return WriteResult.Offline;
            }

            if (writeCount == WritesMax)
            {
                return WriteResult.QueueFull;
            }

            if (!Encode(target, value, bits, writeCount * BytesPerWrite))
            {
                return WriteResult.OutOfRange;
            }

            writePoint[writeCount] = p;
            writeSlave[writeCount] = (byte)of;
            writeCount++;
            return WriteResult.Queued;
        }

        private int SlaveOfPoint(int p)
        {
            int of = 0;
            while (of + 1 < plan.ScanCount && plan.RequestFirst[plan.ScanFirst[of + 1]] <= p)
            {
                of++;
            }

            return plan.ScanSlave[of];
        }

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
                    bool exact = !scaled && (target.Type == RegisterType.Int64 || target.Type == RegisterType.UInt64) && bits != 0;
                    if (!exact && !IsInRange(target.Type, raw))
                    {
                        return false;
                    }

                    number = exact ? bits : (long)(raw >= 0 ? raw + 0.5 : raw - 0.5);
                    break;
            }

            int byteCount = target.IsBits ? 2 : 2 * target.Length;
            int mask = PointKinds.MaskOf(target.Order, byteCount);
            for (int i = byteCount - 1; i >= 0; i--)
            {
                writeBytes[at + (i ^ mask)] = (byte)number;
                number >>= 8;
            }

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
            int p = writePoint[0];
            ModbusPoint target = plan.Point(p);
            slave = writeSlave[0];
            job = JobWrite;
            point = p;
            int registers = target.Length;
            sent[0] = unit[slave];
            sent[2] = (byte)(target.Address >> 8);
            sent[3] = (byte)target.Address;
            int count = 6;
            if (target.IsBits)
            {
                bool on = writeBytes[1] != 0;
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
                sent[4] = writeBytes[0];
                sent[5] = writeBytes[1];
            }
            else
            {
                sent[1] = 16;
                sent[4] = 0;
                sent[5] = (byte)registers;
                sent[6] = (byte)(2 * registers);
                System.Array.Copy(writeBytes, 0, sent, 7, 2 * registers);
                count = 7 + 2 * registers;
            }

            ModbusCrc.Append(sent, 0, count);
            sentCount = count + 2;
            expectedCount = EchoCount;
            RemoveWrite(0);
            phase = ToSend;
            phaseByMs = -1;
        }

        /// <summary>The write is over: its point is read back next, and reported whatever it holds.</summary>
        private void Confirm()
        {
            readBackPoint = point;
            readBackSlave = slave;
            tags.ForceReport(plan.PointTag[point]);
        }

        private void DropWrites(int ofSlave)
        {
            for (int i = writeCount - 1; i >= 0; i--)
            {
                if (writeSlave[i] == ofSlave)
                {
                    RemoveWrite(i);
                }
            }

            if (readBackPoint >= 0 && readBackSlave == ofSlave)
            {
                readBackPoint = -1;
            }
        }

        private void RemoveWrite(int index)
        {
            writeCount--;
            for (int i = index; i < writeCount; i++)
            {
                writePoint[i] = writePoint[i + 1];
                writeSlave[i] = writeSlave[i + 1];
            }

            System.Array.Copy(writeBytes, (index + 1) * BytesPerWrite, writeBytes, index * BytesPerWrite, (writeCount - index) * BytesPerWrite);
        }
    }
}
