using System;
using FieldNode.Field.Analog;
using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>
    /// The sensors of one bus. Each is stepped when it is due, one conversation per step, so that the loop is never away for longer
    /// than that; conversion times pass while others have their turn. A sensor that fails is tried again at once
    /// (<c>retries</c> times), then its tags are bad with the reason and the bus is recovered; one that does not answer at all is asked more
    /// and more seldom, and its device dies when no sensor of it answers.
    /// <para>This file: the schedule. SensorDriver.Results.cs: what comes of it.</para>
    /// </summary>
    public sealed partial class SensorDriver : IFieldDriver
    {
        private const int RetryMs = 20;
        private const int BackoffMinMs = 1000;
        private const int BackoffMaxMs = 60000;
        private const int RecoverEveryMs = 1000;
        private const int IdleMs = 1000;

        private readonly string name;
        private readonly II2cBus bus;
        private readonly TagTable tags;
        private readonly int sensorsMax;
        private readonly int pointsMax;
        private int sensorCount;
        private int pointCount;

        private readonly ISensor[] sensors;
        private readonly string[] sensorNames;
        private readonly int[] devices;
        private readonly int[] periods;
        private readonly int[] retries;
        private readonly int[] failures;      // in a row, of this measurement
        private readonly int[] backoffs;      // ms; 0: it answers
        private readonly byte[] states;       // Unknown, Answers, Gone
        private readonly byte[] reasons;      // of the last failed measurement
        private readonly long[] dueMs;
        private readonly long[] startedMs;    // of the measurement that runs; its period counts from there
        private readonly bool[] running;

        private readonly int[] pointSensor;
        private readonly int[] pointValue;
        private readonly int[] pointTag;
        private readonly Signal[] pointSignal;

        private int turn;
        private int spoken = -1;              // the sensor whose wait began in the last step
        private long recoverDueMs = long.MinValue;

        /// <summary>A driver.</summary>
        /// <param name="name">Name of the bus, for counters.</param>
        /// <param name="bus">The bus that is recovered after failures; null if there is none such.</param>
        /// <param name="tags">Where values go.</param>
        /// <param name="sensorsMax">Room for sensors.</param>
        /// <param name="pointsMax">Room for points.</param>
        public SensorDriver(string name, II2cBus bus, TagTable tags, int sensorsMax, int pointsMax)
        {
            this.name = name;
            this.bus = bus;
            this.tags = tags;
            this.sensorsMax = sensorsMax;
            this.pointsMax = pointsMax;
            sensors = new ISensor[sensorsMax];
            sensorNames = new string[sensorsMax];
            devices = new int[sensorsMax];
            periods = new int[sensorsMax];
            retries = new int[sensorsMax];
            failures = new int[sensorsMax];
            backoffs = new int[sensorsMax];
            states = new byte[sensorsMax];
            reasons = new byte[sensorsMax];
            dueMs = new long[sensorsMax];
            startedMs = new long[sensorsMax];
            running = new bool[sensorsMax];
            pointSensor = new int[pointsMax];
            pointValue = new int[pointsMax];
            pointTag = new int[pointsMax];
            pointSignal = new Signal[pointsMax];
            counters = new int[sensorsMax * CountersPerSensor];
        }

        /// <summary>Hears of measurements that failed; may be null.</summary>
        public IFaultListener Listener { get; set; }

        /// <summary>What the loop says of its steps' own time; null: they take none.</summary>
        public LoopTime Loop { get; set; }

        /// <summary>Adds a sensor that belongs to a device; several may belong to one.</summary>
        /// <returns>Its index.</returns>
        public int AddSensor(string sensorName, ISensor sensor, int device, int periodMs, int retryCount)
        {
            if (sensorCount == sensorsMax || sensor == null || periodMs < 1 || retryCount < 0)
            {
                throw new ArgumentException("sensor " + sensorName);
            }

            sensors[sensorCount] = sensor;
            sensorNames[sensorCount] = sensorName;
            devices[sensorCount] = device;
            periods[sensorCount] = periodMs;
            retries[sensorCount] = retryCount;
            return sensorCount++;
        }

        /// <summary>Sends a value of a sensor to a tag, through a signal or (null) as it is.</summary>
        public void AddPoint(int sensor, int value, int tag, Signal signal)
        {
            if (pointCount == pointsMax || sensor < 0 || sensor >= sensorCount || value < 0 || value >= sensors[sensor].ValueCount)
            {
                throw new ArgumentException("point of " + tag);
            }

            pointSensor[pointCount] = sensor;
            pointValue[pointCount] = value;
            pointTag[pointCount] = tag;
            pointSignal[pointCount++] = signal;
        }

        /// <inheritdoc />
        public int Step(long nowMs, long utcMs)
        {
            if (spoken >= 0)
            {
                // nowMs was the start of that step, and the part heard its command later: after a write to flash, or another bus. Read too early
                // it would answer NAK, and cost a retry.
                dueMs[spoken] += Loop == null ? 0 : Loop.BusyMs;
                spoken = -1;
            }

            bool stepped = false;
            long nextMs = nowMs + IdleMs;
            for (int i = 0; i < sensorCount; i++)
            {
                // Everyone has a turn: the one behind the last comes first.
                int sensor = turn + i < sensorCount ? turn + i : turn + i - sensorCount;
                if (!stepped && dueMs[sensor] <= nowMs)
                {
                    StepSensor(sensor, nowMs, utcMs);
                    stepped = true;
                }

                nextMs = dueMs[sensor] < nextMs ? dueMs[sensor] : nextMs;
            }

            turn = turn + 1 < sensorCount ? turn + 1 : 0;
            return nextMs > nowMs ? (int)(nextMs - nowMs) : 0;
        }

        /// <inheritdoc />
        public void BeginWrites()
        {
        }

        /// <inheritdoc />
        public WriteResult CheckWrite(int tag, double value, long bits)
        {
            for (int point = 0; point < pointCount; point++)
            {
                if (pointTag[point] == tag)
                {
                    return WriteResult.NotWritable; // a measured value
                }
            }

            return WriteResult.NotMine;
        }

        /// <inheritdoc />
        public bool Write(int tag, double value, long bits)
        {
            return false;
        }

        private void StepSensor(int sensor, long nowMs, long utcMs)
        {
            if (!running[sensor])
            {
                running[sensor] = true;
                startedMs[sensor] = nowMs;
            }

            int waitMs = sensors[sensor].Step(nowMs);
            if (waitMs > 0)
            {
                dueMs[sensor] = nowMs + waitMs;
                spoken = waitMs > 1 ? sensor : -1; // 1: only "in the next step"
                return;
            }

            running[sensor] = false;
            if (waitMs == SensorStep.Done)
            {
                Take(sensor, nowMs, utcMs);
                long nextMs = startedMs[sensor] + periods[sensor];
                dueMs[sensor] = nextMs > nowMs ? nextMs : nowMs + periods[sensor]; // blind for long: no samples to make up for
                return;
            }

            Failed(sensor, nowMs, utcMs);
        }

        private void Failed(int sensor, long nowMs, long utcMs)
        {
            QualityReason why = sensors[sensor].Fault;
            Count(sensor, why);
            if (Listener != null)
            {
                Listener.OnSensorFault(devices[sensor], why);
            }

            sensors[sensor].Restart();
            if (++failures[sensor] <= retries[sensor])
            {
                dueMs[sensor] = nowMs + RetryMs;
                return;
            }

            failures[sensor] = 0;
            Recover(why, nowMs);
            bool gone = why == QualityReason.NoAnswer || why == QualityReason.BusStuck || why == QualityReason.PortLost;
            int backoff = backoffs[sensor] == 0 ? BackoffMinMs : backoffs[sensor] * 2;
            backoffs[sensor] = !gone ? 0 : backoff > BackoffMaxMs ? BackoffMaxMs : backoff;
            dueMs[sensor] = nowMs + (backoffs[sensor] > periods[sensor] ? backoffs[sensor] : periods[sensor]);
            GiveUp(sensor, why, gone, utcMs);
        }

        // Also after a NAK and a wrong CRC: a part that lost count of the clocks hears the nine clocks and STOP, to others they are nothing.
        private void Recover(QualityReason why, long nowMs)
        {
            if (bus == null || why == QualityReason.WrongPart || nowMs < recoverDueMs)
            {
                return;
            }

            recoverDueMs = nowMs + RecoverEveryMs;
            recoveries++;
            if (bus.Recover() != I2cResult.Ok)
            {
                recoveriesFailed++;
            }
        }
    }
}
