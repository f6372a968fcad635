using System;

namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// The polling plan of a line: points sorted into scans (one slave, one period) and merged into requests, all in flat arrays.
    /// Made once by <see cref="ModbusMaster.Seal"/>.
    /// </summary>
    internal sealed class ModbusPlan
    {
        private const int BitsPerRegister = 16;
        private const byte WritableFlag = 1;
        private const byte WriteMultipleFlag = 2;

        // By point, in the order of the requests.
        internal readonly int[] PointTag;
        internal readonly byte[] PointKind;     // see PointKinds
        internal readonly short[] PointOffset;  // first byte in the reply's data, or bit for the tables of bits
        internal readonly byte[] PointTable;    // ModbusTable
        internal readonly ushort[] PointAddress;
        internal readonly byte[] PointType;     // RegisterType
        internal readonly byte[] PointOrder;    // RegisterOrder
        internal readonly sbyte[] PointBit;
        internal readonly byte[] PointRegisters;
        private readonly byte[] pointWrite;     // WritableFlag, WriteMultipleFlag

        // By writable point: what undoes its scaling.
        private readonly double[] writeScale;
        private readonly double[] writeOffset;
        private readonly ModbusPoint shown = new ModbusPoint();

        // By request.
        internal byte[] RequestFunction;
        internal int[] RequestAddress;
        internal short[] RequestCount; // registers or bits
        internal int[] RequestFirst;   // first point; the next request's is the end
        internal bool[] RequestIsRun;  // nothing but plain floats in standard order, two or more, one behind the other
        internal bool[] RequestSplit;  // the slave refused it as a whole: its points are asked for one by one

        // By scan.
        internal byte[] ScanSlave;
        internal int[] ScanPeriodMs;
        internal int[] ScanFirst;      // first request; the next scan's is the end

        internal int RequestCountAll;
        internal int ScanCount;

        private readonly int gap;
        private readonly int registersMax;
        private ModbusPoint[] given;            // these three only while the plan is made
        private byte[] givenSlave;
        private bool[] taken;
        private int placed;
        private int writables;

        internal ModbusPlan(ModbusPoint[] points, byte[] slaves, int count, ModbusLineOptions options)
        {
            given = points;
            givenSlave = slaves;
            gap = options.MergeGap;
            registersMax = options.RegistersMax;
            taken = new bool[count];
            PointTag = new int[count];
            PointKind = new byte[count];
            PointOffset = new short[count];
            PointTable = new byte[count];
            PointAddress = new ushort[count];
            PointType = new byte[count];
            PointOrder = new byte[count];
            PointBit = new sbyte[count];
            PointRegisters = new byte[count];
            pointWrite = new byte[count];
            int writable = 0;
            for (int i = 0; i < count; i++)
            {
                writable += points[i].Writable ? 1 : 0;
            }

            writeScale = new double[writable];
            writeOffset = new double[writable];
            RequestFunction = new byte[count];
            RequestAddress = new int[count];
            RequestCount = new short[count];
            RequestFirst = new int[count + 1];
            ScanSlave = new byte[count];
            ScanPeriodMs = new int[count];
            ScanFirst = new int[count + 1];
            Build(count);
            Shrink();
            given = null;
            givenSlave = null;
            taken = null;
        }

        /// <summary>
        /// A point as it was given. There is one object for all, filled anew by each call: as objects of their own the points would take 156
        /// bytes each on the device.
        /// </summary>
        internal ModbusPoint Point(int p)
        {
            shown.Tag = PointTag[p];
            shown.Table = (ModbusTable)PointTable[p];
            shown.Address = PointAddress[p];
            shown.Type = (RegisterType)PointType[p];
            shown.Order = (RegisterOrder)PointOrder[p];
            shown.Bit = PointBit[p];
            shown.Registers = PointRegisters[p];
            shown.Writable = (pointWrite[p] & WritableFlag) != 0;
            shown.WriteMultiple = (pointWrite[p] & WriteMultipleFlag) != 0;
            if (shown.Writable)
            {
                int at = 0;
                for (int i = 0; i < p; i++)
                {
                    at += pointWrite[i] & WritableFlag;
                }

                shown.Scale = writeScale[at];
                shown.Offset = writeOffset[at];
            }

            return shown;
        }

        /// <summary>Finds the runs, once the kinds of the points are known.</summary>
        internal void FindRuns()
        {
            for (int request = 0; request < RequestCountAll; request++)
            {
                int first = RequestFirst[request];
                bool run = RequestFirst[request + 1] - first > 1;
                for (int p = first; p < RequestFirst[request + 1]; p++)
                {
                    run = run && PointKind[p] == PointKinds.FloatAbcd && PointOffset[p] == 4 * (p - first);
                }

                RequestIsRun[request] = run;
            }
        }

        /// <summary>Function that reads a table.</summary>
        internal static byte ReadFunction(ModbusTable table)
        {
            switch (table)
            {
                case ModbusTable.Coil: return 1;
                case ModbusTable.Discrete: return 2;
                case ModbusTable.Holding: return 3;
                default: return 4;
            }
        }

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
            RequestIsRun = new bool[RequestCountAll];
            RequestSplit = new bool[RequestCountAll];
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
            int spanMax = bits ? registersMax * BitsPerRegister : registersMax;
            int gapMax = bits ? gap * BitsPerRegister : gap;
            int request = RequestCountAll++;
            int start = given[first].Address;
            int end = start;
            RequestFunction[request] = ReadFunction(table);
            RequestAddress[request] = start;
            RequestFirst[request] = placed;
            int next = first;
            while (next >= 0 && given[next].Address <= end + gapMax && given[next].Address + given[next].Length - start <= Limit(spanMax, next))
            {
                int pointEnd = given[next].Address + given[next].Length;
                end = pointEnd > end ? pointEnd : end;
                Place(next, start);
                next = Lowest(count, slave, periodMs, table);
            }

            RequestCount[request] = (short)(end - start);
            return true;
        }

        // A value that is longer than the setting allows is still asked for whole.
        private int Limit(int spanMax, int point)
        {
            return given[point].Length > spanMax ? given[point].Length : spanMax;
        }

        private int Lowest(int count, int slave, int periodMs, ModbusTable table)
        {
            int lowest = -1;
            for (int i = 0; i < count; i++)
            {
                if (!taken[i] && givenSlave[i] == slave && given[i].PeriodMs == periodMs && given[i].Table == table
                    && (lowest < 0 || given[i].Address < given[lowest].Address))
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
            PointBit[placed] = (sbyte)point.Bit;
            PointRegisters[placed] = (byte)point.Registers;
            pointWrite[placed] = (byte)((point.Writable ? WritableFlag : 0) | (point.WriteMultiple ? WriteMultipleFlag : 0));
            if (point.Writable)
            {
                writeScale[writables] = point.Scale;
                writeOffset[writables] = point.Offset;
                writables++;
            }

            PointTag[placed] = point.Tag;
            PointOffset[placed] = (short)(point.IsBits ? point.Address - start : 2 * (point.Address - start));
            placed++;
        }
    }
}
