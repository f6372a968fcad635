using FieldNode.Field.Analog;
using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>What comes of measurements: values, reasons, the life of devices, counters.</summary>
    public sealed partial class SensorDriver
    {
        /// <summary>Counters that each sensor has.</summary>
        public const int CountersPerSensor = 4;
        /// <summary>Counters of the bus.</summary>
        public const int CountersOfBus = 2;

        private const byte Unknown = 0;
        private const byte Answers = 1;
        private const byte Gone = 2;

        private const int NoAnswers = 0;
        private const int Damages = 1;
        private const int OtherFaults = 2;
        private const int Measurements = 3;
        private static string[] CounterNames => new string[] { "/No answer", "/Damaged", "/Other faults", "/Measurements" };

        private readonly int[] counters;
        private int recoveries;
        private int recoveriesFailed;

        /// <inheritdoc />
        public int CounterCount
        {
            get { return CountersOfBus + sensorCount * CountersPerSensor; }
        }

        /// <inheritdoc />
        public string CounterName(int index)
        {
            if (index < CountersOfBus)
            {
                return "Field/" + name + (index == 0 ? "/Recoveries" : "/Recoveries failed");
            }

            index -= CountersOfBus;
            int sensor = index / CountersPerSensor;
            return "Field/" + name + "/" + sensorNames[sensor] + CounterNames[index % CountersPerSensor];
        }

        /// <inheritdoc />
        public long Counter(int index)
        {
            return index == 0 ? recoveries : index == 1 ? recoveriesFailed : counters[index - CountersOfBus];
        }

        private void Take(int sensor, long nowMs, long utcMs)
        {
            failures[sensor] = 0;
            backoffs[sensor] = 0;
            counters[sensor * CountersPerSensor + Measurements]++;
            ISensor source = sensors[sensor];
            tags.BeginSample(utcMs);
            for (int point = 0; point < pointCount; point++)
            {
                if (pointSensor[point] == sensor)
                {
                    TakePoint(point, source, nowMs);
                }
            }

            states[sensor] = Answers;
            reasons[sensor] = (byte)QualityReason.None;
            UpdateDevice(devices[sensor]);
        }

        private void TakePoint(int point, ISensor source, long nowMs)
        {
            int value = pointValue[point];
            int tag = pointTag[point];
            Signal signal = pointSignal[point];
            QualityReason why = source.ReasonOf(value);
            double number = source.Value(value);
            if (why != QualityReason.None)
            {
                if (signal != null)
                {
                    signal.Reset();
                }

                tags.SetBad(tag, why);
                return;
            }

            if (signal != null)
            {
                why = signal.Convert(number, nowMs);
                number = signal.Value;
            }

            if (why != QualityReason.None)
            {
                tags.SetBad(tag, why);
            }
            else
            {
                tags.SetReal(tag, number);
            }
        }

        private void GiveUp(int sensor, QualityReason why, bool gone, long utcMs)
        {
            tags.BeginSample(utcMs);
            for (int point = 0; point < pointCount; point++)
            {
                if (pointSensor[point] == sensor)
                {
                    tags.SetBad(pointTag[point], why);
                    if (pointSignal[point] != null)
                    {
                        pointSignal[point].Reset();
                    }
                }
            }

            states[sensor] = gone ? Gone : Answers;
            reasons[sensor] = (byte)why;
            UpdateDevice(devices[sensor]);
        }

        /// <summary>
        /// A device lives while one of its sensors answers, and is not born before each was heard or given up once, so that its birth is
        /// complete.
        /// </summary>
        private void UpdateDevice(int device)
        {
            bool online = false;
            QualityReason why = QualityReason.None;
            for (int sensor = 0; sensor < sensorCount; sensor++)
            {
                if (devices[sensor] != device)
                {
                    continue;
                }

                if (states[sensor] == Unknown)
                {
                    return;
                }

                if (states[sensor] == Answers)
                {
                    online = true;
                }
                else
                {
                    why = (QualityReason)reasons[sensor];
                }
            }

            // Device 0 is the node itself, which no sensor can kill.
            if (device != 0)
            {
                tags.SetDeviceState(device, online, online ? QualityReason.None : why);
            }
        }

        private void Count(int sensor, QualityReason why)
        {
            int kind = why == QualityReason.NoAnswer ? NoAnswers : why == QualityReason.Damaged ? Damages : OtherFaults;
            counters[sensor * CountersPerSensor + kind]++;
        }
    }
}
