namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// The polling plan of a line: points sorted into scans (one slave, one period) and merged into requests, all in flat arrays.
    /// Made once by <see cref="ModbusMaster.Seal"/>; ModbusPlan.Build.cs says how, ModbusPlan.Parts.cs
    /// into which parts a request may fall.
    /// </summary>
    internal sealed partial class ModbusPlan
    {
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
        internal readonly sbyte[] PointPart;    // which bit or byte; of a text its TextCharset
        internal readonly byte[] PointRegisters;
        private readonly byte[] pointWrite;     // WritableFlag, WriteMultipleFlag, BreakFlag

        // By writable point: what undoes its scaling.
        private readonly double[] writeScale;
        private readonly double[] writeOffset;
        private readonly ModbusPoint shown = new ModbusPoint();

        // By request.
        internal byte[] RequestFunction;
        internal int[] RequestAddress;
        internal short[] RequestCount; // registers or bits
        internal int[] RequestFirst;   // first point; the next request's is the end
        internal byte[] RequestRun;    // NoRun, or the order's mask (PointKinds.FloatMask): nothing but plain floats in one order, without gaps
        internal byte[] RequestSplit;  // 0: asked for as a whole; else see ModbusMaster.Split.cs

        // By scan.
        internal byte[] ScanSlave;
        internal int[] ScanPeriodMs;
        internal int[] ScanFirst;      // first request; the next scan's is the end

        internal int RequestCountAll;
        internal int ScanCount;

        internal ModbusPlan(ModbusPoint[] points, byte[] slaves, int count, ModbusLineOptions options, byte[] registersMaxOf)
        {
            given = points;
            givenSlave = slaves;
            gap = options.MergeGap;
            registersMax = registersMaxOf;
            taken = new bool[count];
            PointTag = new int[count];
            PointKind = new byte[count];
            PointOffset = new short[count];
            PointTable = new byte[count];
            PointAddress = new ushort[count];
            PointType = new byte[count];
            PointOrder = new byte[count];
            PointPart = new sbyte[count];
            PointRegisters = new byte[count];
            pointWrite = new byte[count];
            int writable = 0;
            for (int i = 0; i < count; i++)
            {
                writable += points[i].Writable ? 1 : 0;
            }

            AllocateExtras(points, count);
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
            registersMax = null;
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
            bool isText = shown.Type == RegisterType.Text;
            shown.Bit = isText ? -1 : PointPart[p];
            shown.Charset = isText ? (TextCharset)PointPart[p] : TextCharset.Utf8;
            shown.Registers = PointRegisters[p];
            shown.Writable = (pointWrite[p] & WritableFlag) != 0;
            shown.WriteMultiple = (pointWrite[p] & WriteMultipleFlag) != 0;
            ShowExtra(p);
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

        internal const byte NoRun = 255;

        /// <summary>Finds the runs, once the kinds of the points are known.</summary>
        internal void FindRuns()
        {
            for (int request = 0; request < RequestCountAll; request++)
            {
                int first = RequestFirst[request];
                bool run = PointKind[first] <= PointKinds.FloatDcba;
                for (int p = first; p < RequestFirst[request + 1]; p++)
                {
                    run = run && PointKind[p] == PointKind[first] && PointOffset[p] == 4 * (p - first);
                }

                RequestRun[request] = run ? PointKinds.FloatMask((RegisterOrder)PointOrder[first]) : NoRun;
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
    }
}
