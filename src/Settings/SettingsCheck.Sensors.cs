using FieldNode.Field;
using FieldNode.Field.I2c;

namespace FieldNode.Settings
{
    // Buses and the sensors on them.
    public sealed partial class SettingsCheck
    {
        private const double LoopEndMa = 21.5; // NE 43 has its upper limit at 21 mA

        private void CheckBuses()
        {
            BusSettings[] buses = settings.Buses;
            if (buses == null)
            {
                return;
            }
            NameSet names = new NameSet(buses.Length);
            for (int i = 0; i < buses.Length; i++)
            {
                place = "buses[" + i.ToString() + "]";
                if (buses[i] == null)
                {
                    Fault("", "null", "an object with at least name, kind and port");
                    continue;
                }
                LineName("name", buses[i].Name);
                if (IsClean("name"))
                {
                    Unique("name", Texts.Quote(buses[i].Name), names.Add(buses[i].Name, i), "a name", "buses");
                }
                OneOf("kind", buses[i].Kind, SensorForm.BusKinds);
                Plain("port", buses[i].Port, SettingsLimits.FileNameBytesMax, false);
                for (int other = 0; other < i && IsClean("port") && IsClean("kind"); other++)
                {
                    if (buses[other] != null && buses[other].Port == buses[i].Port && buses[other].Kind == buses[i].Kind)
                    {
                        Unique("port", Texts.Quote(buses[i].Port), other, "a port", "buses");
                    }
                }
            }
            place = "";
            if (buses.Length > SettingsLimits.BusesMax)
            {
                Fault("buses", buses.Length.ToString() + " buses", "0 to " + SettingsLimits.BusesMax.ToString());
            }
        }

        private void CheckSensors()
        {
            SensorSettings[] sensors = settings.Sensors;
            for (int i = 0; sensors != null && i < sensors.Length; i++)
            {
                place = "sensors[" + i.ToString() + "]";
                if (sensors[i] == null)
                {
                    Fault("", "null", "an object with at least name, device, bus, kind and tags");
                    continue;
                }
                CheckSensor(sensors[i]);
                CheckSensorAlone(sensors, i);
                CheckSensorTags(sensors, i);
            }
            place = "";
            if (sensors != null && sensors.Length > SettingsLimits.SensorsMax)
            {
                Fault("sensors", sensors.Length.ToString() + " sensors", "0 to " + SettingsLimits.SensorsMax.ToString());
            }
        }

        private void CheckSensor(SensorSettings sensor)
        {
            LineName("name", sensor.Name);
            Id("device", sensor.Device);
            Range("periodMs", sensor.PeriodMs, SettingsLimits.PeriodMinMs, SettingsLimits.PeriodMaxMs);
            Range("retries", sensor.Retries, 0, SettingsLimits.RetriesMax);
            Positive("shuntOhm", sensor.ShuntOhm);
            Positive("referenceOhm", sensor.ReferenceOhm);
            Range("wires", sensor.Wires, 2, 4);
            OneOfNumbers("samplesPerSecond", sensor.SamplesPerSecond, SensorForm.AdsRates);
            OneOfNumbers("nominalOhm", sensor.NominalOhm, new[] { 100, 1000 });
            OneOf("kind", sensor.Kind, SensorKinds.Names);
            SensorKind kind = SensorKinds.Find(sensor.Kind);
            BusSettings bus = BusOf(sensor);
            if (kind != null && IsClean("kind") && bus != null && bus.Kind != kind.Bus)
            {
                Fault("bus", Texts.Quote(sensor.Bus), "a bus of kind " + kind.Bus);
            }
            CheckAddressOf(sensor, kind);
            byte[] rom = HexText.Parse(sensor.Rom, 8);
            if (sensor.Rom != null && IsClean("rom") && (rom == null || rom.Length != 8 || Crc8.OfOneWire(rom, 0, 7) != rom[7]))
            {
                Fault("rom", Texts.Quote(sensor.Rom), "16 hexadecimal digits whose last two are the CRC of the others");
            }
            if (sensor.Kind == "register" != (sensor.Register != null) && IsClean("register") && IsClean("kind"))
            {
                Fault("register", sensor.Register == null ? "missing" : "{...}",
                    sensor.Register == null ? "an object that says what is read" : "none: only for kind register");
            }
            if (sensor.Register != null)
            {
                CheckRegister(sensor.Register);
            }
        }

        private void CheckAddressOf(SensorSettings sensor, SensorKind kind)
        {
            bool has = kind == null || kind.Bus == "i2c";
            bool needed = kind != null && kind.UsualAddress == 0;
            if (IsClean("kind") && (!has && sensor.Address != 0 || has && needed && sensor.Address == 0))
            {
                Fault("address", sensor.Address.ToString(), has ? "8 to 119" : "0 or none: only sensors on i2c have one");
            }
            else if (sensor.Address != 0 && (sensor.Address < 8 || sensor.Address > 119))
            {
                Fault("address", sensor.Address.ToString(), "8 to 119 (decimal), or 0 for the usual one");
            }
        }

        private void CheckRegister(RegisterSettings register)
        {
            string owner = place;
            place = owner + ".register";
            if (HexText.Parse(register.Setup, 32) == null)
            {
                Fault("setup", Texts.Quote(register.Setup), "hexadecimal digits, at most 32 bytes");
            }
            if (HexText.Parse(register.Command, 32) == null)
            {
                Fault("command", Texts.Quote(register.Command), "hexadecimal digits, at most 32 bytes");
            }
            Range("waitMs", register.WaitMs, 0, 60000);
            Range("replyBytes", register.ReplyBytes, 1, 32);
            Range("crcEvery", register.CrcEvery, 0, 31);
            Range("crcPolynomial", register.CrcPolynomial, 1, 255);
            Range("crcStart", register.CrcStart, 0, 255);
            if (register.CrcEvery > 0 && IsClean("crcEvery") && IsClean("replyBytes")
                && register.ReplyBytes % (register.CrcEvery + 1) != 0)
            {
                Fault("replyBytes", register.ReplyBytes.ToString(),
                    "a multiple of " + (register.CrcEvery + 1).ToString() + ": crcEvery and the CRC itself");
            }
            place = owner;
        }

        private void CheckSensorTags(SensorSettings[] sensors, int index)
        {
            SensorSettings sensor = sensors[index];
            string owner = place;
            if (sensor.Tags == null || sensor.Tags.Length == 0)
            {
                Fault("tags", sensor.Tags == null ? "missing" : "[]", "at least one tag");
                return;
            }
            tagCount += sensor.Tags.Length;
            SensorKind kind = SensorKinds.Find(sensor.Kind);
            if (kind != null && kind.IsByTag && kind.Values != null && sensor.Tags.Length > kind.Values.Length)
            {
                Fault("tags", sensor.Tags.Length.ToString() + " tags", "at most " + kind.Values.Length.ToString() + " for kind " + kind.Name);
            }
            for (int i = 0; i < sensor.Tags.Length; i++)
            {
                place = owner + ".tags[" + i.ToString() + "]";
                SensorTagSettings tag = sensor.Tags[i];
                if (tag == null)
                {
                    Fault("", "null", "an object with at least name and value");
                    continue;
                }
                TagSettings common = SensorForm.CommonOf(sensor, tag);
                CheckTagName(common);
                if (IsClean("name") && IsNameTaken(sensors, index, i))
                {
                    Fault("name", Texts.Quote(tag.Name), "a name that no other tag of device " + sensor.Device + " has");
                }
                CheckSensorTag(sensor, tag, kind);
                OneOf("publishAs", common.PublishAs, TagForm.PublishNames);
                CheckPublish(common, TagForm.IndexOf(TagForm.TypeNames, common.Type));
                Plain("unit", tag.Unit, SettingsLimits.UnitBytesMax, true);
                CheckReports(common);
                CheckNumbers(common);
                CheckCare(tag.Care, TagForm.DataTypeOf(common), ReadingMs(sensor, kind));
            }
            place = owner;
        }

        private void CheckSensorTag(SensorSettings sensor, SensorTagSettings tag, SensorKind kind)
        {
            if (kind != null && kind.Values != null)
            {
                OneOf("value", tag.Value, kind.Values);
            }
            else if (kind != null && tag.Value != null)
            {
                Fault("value", Texts.Quote(tag.Value), "none: at, width and so on say where the number is");
            }
            else if (kind != null && sensor.Register != null)
            {
                CheckRegisterValue(sensor.Register, tag);
            }
            OneOfNumbers("fullScaleMv", tag.FullScaleMv, SensorForm.AdsFullScales);
            Range("filterMs", tag.FilterMs, 0, 3600000);
            if (tag.Loop == null)
            {
                return;
            }
            if (kind != null && !kind.IsVoltmeter)
            {
                Fault("loop", "{...}", "none: only a kind that gives volts alone measures a shunt");
                return;
            }
            Positive("loop.shuntOhm", tag.Loop.ShuntOhm);
            if (sensor.Kind == "ads1115" && IsClean("loop.shuntOhm") && IsClean("fullScaleMv")
                && tag.Loop.ShuntOhm * LoopEndMa >= tag.FullScaleMv)
            {
                Fault("fullScaleMv", tag.FullScaleMv.ToString(),
                    "more than " + (tag.Loop.ShuntOhm * LoopEndMa).ToString() + ": 21 mA over the shunt must be told from more");
            }
            if (Finite("loop.cutoffPercent", tag.Loop.CutoffPercent) && (tag.Loop.CutoffPercent < 0 || tag.Loop.CutoffPercent > 20))
            {
                Fault("loop.cutoffPercent", tag.Loop.CutoffPercent.ToString(), "0 to 20");
            }
            if (tag.Low == 0 && tag.High == 0 && IsClean("low") && IsClean("high"))
            {
                Fault("high", "0", "low and high: the values at 4 and 20 mA");
            }
        }

        private void CheckRegisterValue(RegisterSettings register, SensorTagSettings tag)
        {
            Range("width", tag.Width, 1, 4);
            if (!IsClean("width"))
            {
                return;
            }
            if (register.ReplyBytes >= 1 && register.ReplyBytes <= 32)
            {
                Range("at", tag.At, 0, register.ReplyBytes - tag.Width);
            }
            Range("shift", tag.Shift, 0, tag.Width * 8 - 1);
            if (IsClean("shift"))
            {
                Range("bits", tag.Bits, 0, tag.Width * 8 - tag.Shift);
            }
        }
    }
}
