using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>How the plan is made: scan by scan, and request by request within each.</summary>
    internal sealed partial class ModbusPlan
    {
        private const int BitsPerRegister = 16;

        private readonly int gap;
        private byte[] registersMax;            // by slave; these four only while the plan is made
        private ModbusPoint[] given;
        private byte[] givenSlave;
        private bool[] taken;
        private int placed;
        private int writables;

        private void Build(int count)
        {
            int slave = 0;
            int periodMs = 0;
            while (NextScan(count, ref slave, ref periodMs))
            {
                ScanSlave[ScanCount] = (byte)slave;
                ScanPeriodMs[ScanCount] = periodMs;
                ScanFirst[ScanCount] = RequestCountAll;
                for (int table = 0; table <= (int)ModbusTable.Holding; table++)
                {
                    while (AddRequest(count, slave, periodMs, (ModbusTable)table))
                    {
                    }
                }

                ScanCount++;
                ScanFirst[ScanCount] = RequestCountAll;
            }

            RequestFirst[RequestCountAll] = placed;
        }

        // There are fewer requests and scans than points: what was made for the worst case is cut.
        private void Shrink()
        {
            byte[] function = new byte[RequestCountAll];
            int[] address = new int[RequestCountAll];
            short[] length = new short[RequestCountAll];
            Array.Copy(RequestFunction, 0, function, 0, RequestCountAll);
            Array.Copy(RequestAddress, 0, address, 0, RequestCountAll);
            Array.Copy(RequestCount, 0, length, 0, RequestCountAll);
            RequestFunction = function;
            RequestAddress = address;
            RequestCount = length;
            RequestFirst = Cut(RequestFirst, RequestCountAll + 1);
            RequestRun = new byte[RequestCountAll];
            RequestSplit = new byte[RequestCountAll];
            byte[] slave = new byte[ScanCount];
            Array.Copy(ScanSlave, 0, slave, 0, ScanCount);
            ScanSlave = slave;
            ScanPeriodMs = Cut(ScanPeriodMs, ScanCount);
            ScanFirst = Cut(ScanFirst, ScanCount + 1);
        }

        private static int[] Cut(int[] from, int length)
        {
            int[] cut = new int[length];
            Array.Copy(from, 0, cut, 0, length);
            return cut;
        }

        // The first point that no scan has yet: shorter periods first, so that they come first on the wire as well.
        private bool NextScan(int count, ref int slave, ref int periodMs)
        {
            int best = -1;
            for (int i = 0; i < count; i++)
            {
                if (!taken[i] && (best < 0 || given[i].PeriodMs < given[best].PeriodMs))
                {
                    best = i;
                }
            }

            if (best >= 0)
            {
                slave = givenSlave[best];
                periodMs = given[best].PeriodMs;
            }

            return best >= 0;
        }

        // One request: from the lowest address that is left, upwards as far as gap and length allow.
        private bool AddRequest(int count, int slave, int periodMs, ModbusTable table)
        {
            int first = Lowest(count, slave, periodMs, table);
            if (first < 0)
            {
                return false;
            }

            bool bits = given[first].IsBits;
            int spanMax = bits ? registersMax[slave] * BitsPerRegister : registersMax[slave];
            int gapMax = bits ? gap * BitsPerRegister : gap;
            int request = RequestCountAll++;
            int start = given[first].First;
            int end = start;
            RequestFunction[request] = ReadFunction(table);
            RequestAddress[request] = start;
            RequestFirst[request] = placed;
            int next = first;
            while (next >= 0 && given[next].First <= end + gapMax && given[next].First + given[next].Span - start <= Limit(spanMax, next))
            {
                int pointEnd = given[next].First + given[next].Span;
                end = pointEnd > end ? pointEnd : end;
                Place(next, start);
                next = Lowest(count, slave, periodMs, table);
            }

            RequestCount[request] = (short)(end - start);
            return true;
        }

        // A value that is longer than the setting allows, or whose scale is farther away, is still asked for whole.
        private int Limit(int spanMax, int point)
        {
            return given[point].Span > spanMax ? given[point].Span : spanMax;
        }

        private int Lowest(int count, int slave, int periodMs, ModbusTable table)
        {
            int lowest = -1;
            for (int i = 0; i < count; i++)
            {
                if (!taken[i] && givenSlave[i] == slave && given[i].PeriodMs == periodMs && given[i].Table == table
                    && (lowest < 0 || given[i].First < given[lowest].First))
                {
                    lowest = i;
                }
            }

            return lowest;
        }

        private void Place(int index, int start)
        {
            ModbusPoint point = given[index];
            taken[index] = true;
            PointTable[placed] = (byte)point.Table;
            PointAddress[placed] = (ushort)point.Address;
            PointType[placed] = (byte)point.Type;
            PointOrder[placed] = (byte)point.Order;
            PointPart[placed] = (sbyte)(point.Type == RegisterType.Text ? (int)point.Charset : point.Bit);
            PointRegisters[placed] = (byte)point.Registers;
            pointWrite[placed] = (byte)((point.Writable ? WritableFlag : 0) | (point.WriteMultiple ? WriteMultipleFlag : 0));
            if (point.Writable)
            {
                writeScale[writables] = point.Scale;
                writeOffset[writables] = point.Offset;
                writables++;
            }

            PointTag[placed] = point.Tag;
            PlaceExtra(point);
            PointOffset[placed] = (short)(point.IsBits ? point.First - start : 2 * (point.First - start));
            placed++;
        }
    }
}
