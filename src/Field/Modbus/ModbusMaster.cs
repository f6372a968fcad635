using System;
using FieldNode.Tags;

namespace FieldNode.Field.Modbus
{
    /// <summary>
    /// Master of one RS-485 line with Modbus RTU slaves (Modbus over serial line V1.02). It steps: a request is sent when the line
    /// has been silent for 3.5 characters, its reply is taken as soon as it is whole, and the loop never waits for either.
    /// <para>This file: what is fixed. ModbusMaster.Step.cs: what is asked when. .Reply.cs: what came back. .Damage.cs: what came instead.
    /// .Values.cs: values of it. .Late.cs: what comes after its time-out. .Outcome.cs: what becomes of a request.
    /// .Split.cs: one that a slave does not take as a whole. .Pause.cs: slaves that want a pause, or are busy. .Line.cs: the port. .WriteQueue.cs and .Writes.cs: writes.</para>
    /// </summary>
    public sealed partial class ModbusMaster : IFieldDriver
    {
        /// <summary>Counters of the line itself.</summary>
        public const int CountersPerLine = 2;
        /// <summary>Counters of each slave.</summary>
        public const int CountersPerSlave = 6;
        /// <summary>Slaves on one line (Modbus over serial line V1.02, section 2.2: addresses 1 to 247).</summary>
        public const int SlavesMax = 247;
        /// <summary>Highest unit behind a gateway: the byte has no other bound there.</summary>
        public const int GatewayUnitMax = 255;

        private const int FrameMax = 256; // section 2.5.1: an RTU frame has at most 256 bytes
        private const int Requests = 0;
        private const int Timeouts = 1;
        private const int CrcErrors = 2;
        private const int Exceptions = 3;
        private const int Retries = 4;
        private const int OfflineSpells = 5;

        private static string[] SlaveCounterNames => new string[] { "Requests", "Timeouts", "CRC errors", "Exceptions", "Retries", "Offline spells" };
        private static string[] LineCounterNames => new string[] { "Foreign bytes", "Port faults" };

        private readonly ISerialLine line;
        private readonly TagTable tags;
        private readonly ModbusLineOptions options;
        private readonly int silenceUs;
        private readonly int beforeUs;  // silence before a request
        private readonly int gapUs;     // silence within a reply that does not end it
        private readonly int charUs;
        private readonly byte[] sent = new byte[FrameMax];
        private readonly byte[] received = new byte[FrameMax];

        // By slave.
        private byte[] unit = new byte[4];
        private byte[] deviceOf = new byte[4];
        private byte[] retriesMax = new byte[4];
        private byte[] registersMaxOf = new byte[4]; // until Seal
        private byte[] slaveState;
        private int[] backoffMs;
        private long[] retryAtMs;
        private long[] slaveCounters;
        private int slaveCount;

        private ModbusPoint[] given = new ModbusPoint[16];
        private byte[] givenSlave = new byte[16];
        private int pointCount;
        private ModbusPlan plan;

        // By scan.
        private long[] scanDueMs;
        private int[] scanCursor;   // next request of the round
        private short[] scanLeft;   // requests that were not answered yet since the slave came back
        private short[] turns;      // the scans, the one that was asked longest ago first: else one whose slave rests would always come late

        private long foreignBytes;
        private long portFaults;

        /// <summary>A master of a line; nothing is opened before the first step.</summary>
        public ModbusMaster(ISerialLine line, TagTable tags, ModbusLineOptions options)
        {
            options.Check();
            this.line = line;
            this.tags = tags;
            this.options = options;
            silenceUs = options.SilenceUs;
            beforeUs = options.PauseMs * 1000 > silenceUs ? options.PauseMs * 1000 : silenceUs;
            gapUs = options.GapMs * 1000 > silenceUs + BurstUs ? options.GapMs * 1000 : silenceUs + BurstUs;
            charUs = options.CharBits * 1000000 / options.Baud;
        }

        /// <summary>Adds a slave.</summary>
        /// <param name="device">Its device in the tag table.</param>
        /// <param name="unitAddress">Its address, 1 to 247; behind a gateway up to 255.</param>
        /// <param name="retries">Attempts after the first one that failed, 0 to 10, before it counts as gone.</param>
        /// <returns>Its index.</returns>
        public int AddSlave(int device, int unitAddress, int retries)
        {
            return AddSlave(device, unitAddress, retries, 0, 0);
        }

        /// <summary>Adds a slave that wants more care.</summary>
        /// <param name="device">Its device in the tag table.</param>
        /// <param name="unitAddress">Its address, 1 to 247; behind a gateway up to 255.</param>
        /// <param name="retries">Attempts after the first one that failed, 0 to 10, before it counts as gone.</param>
        /// <param name="pause">ms from its reply to the next request to it, 0 to 10,000; others have the line meanwhile.</param>
        /// <param name="registersMax">Registers in one request, 1 to 125; 0: as the line has it.</param>
        /// <returns>Its index.</returns>
        public int AddSlave(int device, int unitAddress, int retries, int pause, int registersMax)
        {
            int unitMax = options.IsGateway ? GatewayUnitMax : SlavesMax;
            if (unitAddress < 1 || unitAddress > unitMax || pause < 0 || pause > 10000 || registersMax < 0
                || registersMax > 125 || retries < 0 || retries > 10 || plan != null)
            {
                throw new ArgumentException("slave " + unitAddress);
            }

            if (slaveCount == unit.Length)
            {
                unit = Grow(unit);
                deviceOf = Grow(deviceOf);
                retriesMax = Grow(retriesMax);
                registersMaxOf = Grow(registersMaxOf);
                pauseSetMs = Grow(pauseSetMs);
            }

            unit[slaveCount] = (byte)unitAddress;
            deviceOf[slaveCount] = (byte)device;
            retriesMax[slaveCount] = (byte)retries;
            registersMaxOf[slaveCount] = (byte)(registersMax == 0 ? options.RegistersMax : registersMax);
            pauseSetMs[slaveCount] = (short)pause;
            return slaveCount++;
        }

        /// <summary>Adds a point to a slave.</summary>
        public void AddPoint(int slave, ModbusPoint point)
        {
            point.Check();
            if (slave < 0 || slave >= slaveCount || plan != null)
            {
                throw new ArgumentException("no slave " + slave);
            }

            if (pointCount == given.Length)
            {
                ModbusPoint[] more = new ModbusPoint[2 * pointCount];
                Array.Copy(given, 0, more, 0, pointCount);
                given = more;
                givenSlave = Grow(givenSlave);
            }

            given[pointCount] = point;
            givenSlave[pointCount] = (byte)slave;
            pointCount++;
        }

        /// <summary>Merges the points into requests. The tag table must be sealed. Nothing is allocated after this.</summary>
        public void Seal()
        {
            plan = new ModbusPlan(given, givenSlave, pointCount, options, registersMaxOf);
            for (int p = 0; p < pointCount; p++)
            {
                plan.PointKind[p] = PointKinds.Of(plan.Point(p), tags.IsPlainFloat(plan.PointTag[p]));
            }

            plan.FindRuns();
            SealTexts();
            given = null;
            givenSlave = null;
            registersMaxOf = null;
            slaveState = new byte[slaveCount];
            backoffMs = new int[slaveCount];
            retryAtMs = new long[slaveCount];
            slaveCounters = new long[slaveCount * CountersPerSlave];
            scanDueMs = new long[plan.ScanCount];
            scanCursor = new int[plan.ScanCount];
            scanLeft = new short[plan.ScanCount];
            turns = new short[plan.ScanCount];
            SealLate();
            SealWrites();
            SealSplit();
            SealPause();
            for (int scan = 0; scan < plan.ScanCount; scan++)
            {
                StartRounds(scan);
                turns[scan] = (short)scan;
            }
        }

        /// <summary>Hears of requests that failed; may be null.</summary>
        public IFaultListener Listener { get; set; }

        /// <inheritdoc />
        public int CounterCount
        {
            get { return CountersPerLine + slaveCount * CountersPerSlave; }
        }

        /// <inheritdoc />
        public string CounterName(int index)
        {
            if (index < CountersPerLine)
            {
                return "Field/" + options.Name + "/" + LineCounterNames[index];
            }

            index -= CountersPerLine;
            return "Field/" + options.Name + "/unit " + unit[index / CountersPerSlave].ToString() + "/"
                + SlaveCounterNames[index % CountersPerSlave];
        }

        /// <inheritdoc />
        public long Counter(int index)
        {
            if (index < CountersPerLine)
            {
                return index == 0 ? foreignBytes : portFaults;
            }

            return slaveCounters[index - CountersPerLine];
        }

        /// <summary>Requests that one round of all scans takes; for tests and for planning a line.</summary>
        public int RequestCount
        {
            get { return plan.RequestCountAll; }
        }

        private void Tell(int slave, ModbusFault fault)
        {
            if (Listener != null)
            {
                Listener.OnSlaveFault(deviceOf[slave], fault);
            }
        }

        private void Count(int slave, int counter)
        {
            slaveCounters[slave * CountersPerSlave + counter]++;
        }

        private static byte[] Grow(byte[] from)
        {
            byte[] more = new byte[2 * from.Length];
            Array.Copy(from, 0, more, 0, from.Length);
            return more;
        }

        private static short[] Grow(short[] from)
        {
            short[] more = new short[2 * from.Length];
            Array.Copy(from, 0, more, 0, from.Length);
            return more;
        }
    }
}
