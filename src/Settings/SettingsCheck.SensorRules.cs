using FieldNode.Field;
using FieldNode.Field.Work;
using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Settings
{
    // Sensors: what must be so between them; and the care of tags.
    public sealed partial class SettingsCheck
    {
        // The bus that a sensor names; null with a fault if there is none. Says nothing if the buses' names are in doubt.
        private BusSettings BusOf(SensorSettings sensor)
        {
            BusSettings[] buses = settings.Buses;
            string known = "";
            bool sure = !faults.IsTouched("buses");
            for (int i = 0; buses != null && i < buses.Length; i++)
            {
                if (buses[i] != null && buses[i].Name != null && buses[i].Name == sensor.Bus)
                {
                    return faults.IsTouched("buses[" + i.ToString() + "].kind") ? null : buses[i];
                }
                sure = sure && !faults.IsTouched("buses[" + i.ToString() + "].name");
                if (buses[i] != null && buses[i].Name != null && i < SettingsLimits.BusesMax)
                {
                    known += (known.Length == 0 ? "" : ", ") + buses[i].Name;
                }
            }
            if (sure || sensor.Bus == null)
            {
                Fault("bus", Texts.Quote(sensor.Bus), known.Length == 0 ? "the name of one of buses" : known);
            }
            return null;
        }

        // Name and address are the sensor's own on its bus; a device is on one bus, and no slave.
        private void CheckSensorAlone(SensorSettings[] sensors, int index)
        {
            SensorSettings sensor = sensors[index];
            for (int d = 0; settings.Devices != null && d < settings.Devices.Length; d++)
            {
                if (settings.Devices[d] != null && IsClean("device") && Texts.EqualsIgnoreCase(settings.Devices[d].Name, sensor.Device))
                {
                    Unique("device", Texts.Quote(sensor.Device), d, "a name", "devices");
                }
            }
            for (int i = 0; i < index; i++)
            {
                SensorSettings other = sensors[i];
                if (other == null)
                {
                    continue;
                }
                bool sameBus = other.Bus == sensor.Bus;
                if (IsClean("device") && IsClean("bus") && !sameBus && Texts.EqualsIgnoreCase(other.Device, sensor.Device))
                {
                    Fault("device", Texts.Quote(sensor.Device), "a device whose other sensors are on the same bus");
                }
                if (IsClean("name") && sameBus && Texts.EqualsIgnoreCase(other.Name, sensor.Name))
                {
                    Unique("name", Texts.Quote(sensor.Name), i, "a name", "sensors");
                }
                if (sameBus && AddressOf(sensor) > 0 && IsClean("address") && AddressOf(other) == AddressOf(sensor))
                {
                    Unique("address", AddressOf(sensor).ToString(), i, "an address", "sensors");
                }
            }
        }

        // 0: it is not on I2C.
        private static int AddressOf(SensorSettings sensor)
        {
            SensorKind kind = SensorKinds.Find(sensor.Kind);
            return kind == null || kind.Bus != "i2c" ? 0 : kind.AddressFor(sensor.Address);
        }

        private static bool IsNameTaken(SensorSettings[] sensors, int sensor, int tag)
        {
            for (int s = 0; s <= sensor; s++)
            {
                if (sensors[s] == null || sensors[s].Tags == null || sensors[s].Device != sensors[sensor].Device)
                {
                    continue;
                }
                int end = s == sensor ? tag : sensors[s].Tags.Length;
                for (int t = 0; t < end; t++)
                {
                    if (sensors[s].Tags[t] != null
                        && Texts.EqualsIgnoreCase(sensors[s].Tags[t].Name, sensors[sensor].Tags[tag].Name))
                    {
                        return true;
                    }
                }
            }
            return false;
        }

        private void CheckCare(CareSettings care, DataType dataType, int periodMs)
        {
            if (care == null)
            {
                return;
            }
            string owner = place;
            place = owner + ".care";
            if (care.OutOfService && care.Forced)
            {
                Fault("forced", "true", "false beside outOfService");
            }
            if (Finite("forcedValue", care.ForcedValue) && care.Forced && dataType != DataType.Unknown
                && !TagTable.CanForce(dataType, care.ForcedValue))
            {
                Fault("forcedValue", care.ForcedValue.ToString(), "a value that the tag's datatype can have (a string has none)");
            }
            if (care.FrozenAfterMs != 0)
            {
                Range("frozenAfterMs", care.FrozenAfterMs, 1000, SettingsLimits.PeriodMaxMs);
                if (IsClean("frozenAfterMs") && periodMs <= SettingsLimits.PeriodMaxMs && care.FrozenAfterMs < 2 * periodMs)
                {
                    // Between two readings every value stands still.
                    Fault("frozenAfterMs", care.FrozenAfterMs.ToString(), "0, or the time of two readings: " + (2 * periodMs).ToString() + " or more");
                }
            }
            if (Finite("frozenNoise", care.FrozenNoise) && care.FrozenNoise < 0)
            {
                Fault("frozenNoise", care.FrozenNoise.ToString(), "0 or more");
            }
            if (care.Calibration != null)
            {
                place = owner + ".care.calibration";
                CheckCalibration(care.Calibration);
            }
            place = owner;
        }

        private static int ReadingMs(SensorSettings sensor, SensorKind kind)
        {
            return kind != null && sensor.PeriodMs < kind.MeasureMs ? kind.MeasureMs : sensor.PeriodMs;
        }

        private void CheckCalibration(CalibrationSettings calibration)
        {
            Day("on", calibration.On, false);
            Day("due", calibration.Due, true);
            Plain("by", calibration.By, SettingsLimits.IdBytesMax, false);
            bool finite = Finite("shownLow", calibration.ShownLow);
            finite = Finite("trueLow", calibration.TrueLow) && finite;
            finite = Finite("shownHigh", calibration.ShownHigh) && finite;
            finite = Finite("trueHigh", calibration.TrueHigh) && finite;
            if (finite && calibration.ShownLow == calibration.ShownHigh)
            {
                Fault("shownHigh", calibration.ShownHigh.ToString(), "another value than shownLow");
            }
            else if (finite && calibration.TrueLow == calibration.TrueHigh)
            {
                Fault("trueHigh", calibration.TrueHigh.ToString(), "another value than trueLow");
            }
        }

        private void Day(string member, string value, bool mayBeNull)
        {
            if ((value != null || !mayBeNull) && CalendarDay.StartMs(value) < 0)
            {
                Fault(member, Texts.Quote(value), "a day as 2026-03-01");
            }
        }

        private void LineName(string member, string value)
        {
            if (!Texts.IsLineName(value))
            {
                Fault(member, Texts.Quote(value),
                    "1 to 32 bytes of text without / . , \\ @ # $ % ^ & * ( ) [ ] { } | ! ` ~ : ; ' \" < > ?");
            }
        }

        private void Positive(string member, double value)
        {
            if (Finite(member, value) && !(value > 0))
            {
                Fault(member, value.ToString(), "more than 0");
            }
        }

        private void OneOfNumbers(string member, int value, int[] numbers)
        {
            string allowed = "";
            for (int i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] == value)
                {
                    return;
                }
                allowed += (i == 0 ? "" : ", ") + numbers[i].ToString();
            }
            Fault(member, value.ToString(), allowed);
        }
    }
}
