using System;
using System.Text;
using FieldNode.Settings;

namespace FieldNode.OnDevice
{
    /// <summary>A node file, parsed by what this place has for it: names in camelCase, absent numbers at their defaults.</summary>
    internal static class SettingsChecks
    {
        private const long SumOfEleven = 6301322838419769997; // computed apart, in Python

        /// <summary>The file; the session runs on it as well.</summary>
        internal const string NodeFile = "{\"version\":1,\"group\":\"Plant\",\"node\":\"N1\","
            + "\"broker\":{\"host\":\"localhost\",\"port\":8883,\"caFile\":\"ca.pem\",\"certificateFile\":\"node.pem\",\"keyFile\":\"node.key\"},"
            + "\"lines\":[{\"name\":\"line1\",\"port\":\"COM2\",\"baud\":19200}],"
            + "\"devices\":[{\"name\":\"pump\",\"line\":\"line1\",\"unit\":1,\"tags\":["
            + "{\"name\":\"speed\",\"table\":\"holding\",\"address\":0,\"type\":\"int16\",\"periodMs\":100},"
            + "{\"name\":\"flow\",\"table\":\"holding\",\"address\":1,\"scale\":0.5,\"offset\":-1.25,\"unit\":\"l/s\",\"publishAs\":null,\"periodMs\":100}]}]}";

        /// <summary>What hangs on buses and pins: nested objects, nulls, arrays in arrays, and numbers that are not whole.</summary>
        private const string FieldFile = "{\"version\":1,\"group\":\"Plant\",\"node\":\"N1\",\"board\":\"esp32-s3\",\"heartbeatMs\":5000,"
            + "\"broker\":{\"host\":\"localhost\",\"port\":8883,\"caFile\":\"ca.pem\",\"certificateFile\":\"node.pem\",\"keyFile\":\"node.key\"},"
            + "\"buses\":[{\"name\":\"i2c1\",\"port\":\"1\"},{\"name\":\"rtd\",\"kind\":\"spi\",\"port\":\"1-42\"}],"
            + "\"sensors\":[{\"name\":\"loops\",\"device\":\"Tank\",\"bus\":\"i2c1\",\"kind\":\"ads1115\",\"rom\":null,\"tags\":["
            + "{\"name\":\"Level\",\"value\":\"ain0\",\"unit\":\"m\",\"low\":-0.5,\"high\":4.75,\"loop\":{\"shuntOhm\":100},"
            + "\"care\":{\"calibration\":{\"on\":\"2026-03-01\",\"by\":\"Ada\",\"due\":null,\"shownHigh\":98.9,\"trueHigh\":100}}}]},"
            + "{\"name\":\"raw\",\"device\":\"Tank\",\"bus\":\"i2c1\",\"kind\":\"register\",\"address\":64,"
            + "\"register\":{\"setup\":null,\"command\":\"02\",\"replyBytes\":2},\"tags\":[{\"name\":\"Supply\",\"value\":null,\"shift\":3}]},"
            + "{\"name\":\"pt\",\"device\":\"Oven\",\"bus\":\"rtd\",\"kind\":\"max31865\",\"wires\":4,\"mains60Hz\":true,"
            + "\"tags\":[{\"name\":\"Oven\",\"value\":\"temperature\",\"publishAs\":null}]}],"
            + "\"terminals\":{\"device\":\"Terminals\",\"contacts\":[{\"name\":\"Door\",\"pin\":4,\"inverted\":true}],"
            + "\"outputs\":[{\"name\":\"Pump\",\"pin\":5,\"linkLossMs\":5000}],"
            + "\"counters\":[{\"name\":\"Water\",\"pin\":15,\"unitsPerPulse\":0.01,\"rateName\":null}]}}";

        internal static void Run(Report report, ISelfTestHost host)
        {
            CheckField(report, host);
            CheckExample(report, host);
            CheckLarge(report, host);
            NodeSettings settings = host.Parse(NodeFile);
            report.Check("texts: " + settings.Group + " " + settings.Broker.KeyFile + " " + settings.Lines[0].Port,
                settings.Group == "Plant" && settings.Broker.KeyFile.EndsWith("node.key") && settings.Lines[0].Port == "COM2");
            report.Equal("numbers", 19200, settings.Lines[0].Baud);
            report.Equal("defaults", 30, settings.Broker.KeepAliveS);
            report.Check("defaults of texts", settings.Lines[0].Parity == "even" && settings.Devices[0].Tags[1].Type == "uint16");
            report.Equal("arrays", 2, settings.Devices[0].Tags.Length);
            report.Check("fractions", settings.Devices[0].Tags[1].Scale == 0.5 && settings.Devices[0].Tags[1].Offset == -1.25);
            report.Check("a null stays one", settings.Devices[0].Tags[1].PublishAs == null);
            report.Check("escapes as any program writes them",
                host.Parse(With(NodeFile, "l/s", "\\u00b0C \\u20ac\\/h")).Devices[0].Tags[1].Unit == "\u00B0C \u20AC/h");
            report.Equal("a schema member does no harm", 2,
                host.Parse("{\"$schema\":\"node.schema.json\"," + NodeFile.Substring(1)).Devices[0].Tags.Length);
            report.Check("they are sound", SettingsCheck.Run(settings, new FaultList(8)));
            Refused(report, host, "a text where a number belongs", NodeFile.Substring(0, 11) + "\"x\"" + NodeFile.Substring(12));
            Refused(report, host, "a file that was cut", NodeFile.Substring(0, 100));
            Refused(report, host, "no file at all", "");
        }

        private static void CheckField(Report report, ISelfTestHost host)
        {
            NodeSettings settings = host.Parse(FieldFile);
            SensorTagSettings level = settings.Sensors[0].Tags[0];
            report.Equal("sensors", 3, settings.Sensors.Length);
            report.Check("a bus with its default kind", settings.Buses[0].Kind == "i2c" && settings.Buses[1].Port == "1-42");
            report.Check("ranges of a sensor's tag", level.Low == -0.5 && level.High == 4.75 && level.FullScaleMv == 4096);
            report.Check("an object in an object", level.Loop != null && level.Loop.ShuntOhm == 100 && level.Loop.CutoffPercent == 0);
            report.Check("an object three deep", level.Care.Calibration.By == "Ada" && level.Care.Calibration.ShownHigh == 98.9);
            report.Check("nulls deep inside", level.Care.Calibration.Due == null && settings.Sensors[0].Rom == null
                && settings.Sensors[1].Register.Setup == null && settings.Sensors[1].Tags[0].Value == null
                && settings.Sensors[2].Tags[0].PublishAs == null);
            report.Check("an object that is not there", settings.Sensors[2].Register == null && settings.Sensors[2].Tags[0].Care == null);
            report.Check("a whole number where a fraction may be", settings.Sensors[2].Wires == 4 && settings.Sensors[2].Mains60Hz
                && settings.Sensors[2].ReferenceOhm == 430);
            report.Check("terminals", settings.Terminals.Contacts[0].Inverted && settings.Terminals.Outputs[0].LinkLossMs == 5000
                && settings.Terminals.Counters[0].UnitsPerPulse == 0.01 && settings.Terminals.Counters[0].RateName == null
                && settings.Terminals.PowerFailPin == -1);
            FaultList faults = new FaultList(8);
            bool isSound = SettingsCheck.Run(settings, faults);
            report.Check("sensors and terminals are sound" + (isSound ? "" : ": " + faults.PathOf(0)), isSound);
            Refused(report, host, "a strapping pin", With(FieldFile, "\"pin\":15", "\"pin\":3"));
        }

        private static void CheckExample(Report report, ISelfTestHost host)
        {
            NodeSettings settings = host.Parse(ExampleFile.Text);
            FaultList faults = new FaultList(8);
            bool isSound = SettingsCheck.Run(settings, faults);
            report.Check("the example file is sound" + (isSound ? "" : ": " + faults.PathOf(0)), isSound);
            report.Equal("its buses", 4, settings.Buses.Length);
            report.Check("its texts beyond ASCII", settings.Sensors[1].Tags[0].Unit == "\u00B0C"
                && settings.Terminals.Counters[0].Unit == "m\u00B3");
        }

        // What reading a file costs grows with it; a node of 100 tags is what the memory is counted for.
        private static void CheckLarge(Report report, ISelfTestHost host)
        {
            StringBuilder text = new StringBuilder(NodeFile.Substring(0, NodeFile.IndexOf("\"devices\"")));
            text.Append("\"devices\":[");
            for (int d = 0; d < 10; d++)
            {
                text.Append(d == 0 ? "" : ",").Append("{\"name\":\"drive").Append(d).Append("\",\"line\":\"line1\",\"unit\":").Append(d + 1)
                    .Append(",\"tags\":[");
                for (int i = 0; i < 10; i++)
                {
                    text.Append(i == 0 ? "" : ",").Append("{\"name\":\"Motor/Value ").Append(i).Append("\",\"table\":\"input\",\"address\":")
                        .Append(i * 2).Append(",\"type\":\"float\",\"unit\":\"kW\",\"low\":0,\"high\":75.5,\"deadband\":0.05}");
                }

                text.Append("]}");
            }

            string json = text.Append("]}").ToString();
            text = null;
            long startMs = host.NowMs();
            NodeSettings settings = host.Parse(json);
            host.Say("settings of 100 tags, " + json.Length + " B: " + (host.NowMs() - startMs) + " ms");
            TagSettings last = settings.Devices[9].Tags[9];
            report.Check("a file of 100 tags", settings.Devices.Length == 10 && settings.Devices[4].Tags.Length == 10
                && last.Name == "Motor/Value 9" && last.Address == 18 && last.High == 75.5 && settings.Devices[9].Unit == 10);
            CheckRecord(report, host, settings, json);
        }

        // What the next start reads in the place of that text.
        private static void CheckRecord(Report report, ISelfTestHost host, NodeSettings settings, string json)
        {
            RecordSource source = new RecordSource(Encoding.UTF8.GetBytes(json));
            byte[] record = SettingsRecord.Make(settings, "1.0", source, -7, -1, true);
            long startMs = host.NowMs();
            SettingsRecord opened = SettingsRecord.Open(record, record.Length, "1.0");
            NodeSettings read = opened.Fault == RecordFault.None ? opened.Read() : null;
            host.Say("its settings record, " + record.Length + " B: " + (host.NowMs() - startMs) + " ms");
            report.Check("the record of a hundred tags", read != null && read.Devices.Length == 10);
            if (read == null)
            {
                return;
            }

            TagSettings last = read.Devices[9].Tags[9];
            report.Check("numbers and texts of a record", last.Name == "Motor/Value 9" && last.Table == "input" && last.Address == 18 && last.High == 75.5
                && last.Deadband == 0.05 && last.Bit == -1 && last.Scale == 1 && last.Care == null && read.Sensors == null);
            report.Check("the head of a record", opened.Source.Is(source) && opened.Sequence == -1 && opened.SourceCrc == -7 && opened.StandsAlone);
            report.Check("the sum on this runtime", RecordSum.Of(new byte[] { 255, 1, 2, 3, 4, 5, 6, 128, 9, 10, 200 }, 0, 11) == SumOfEleven);
            record[1000] ^= 0x10;
            report.Check("a bit of it that flipped", SettingsRecord.Open(record, record.Length, "1.0").Fault == RecordFault.Broken);
        }

        // There is no string.Replace on the device.
        private static string With(string text, string old, string instead)
        {
            int at = text.IndexOf(old);
            return text.Substring(0, at) + instead + text.Substring(at + old.Length);
        }

        private static void Refused(Report report, ISelfTestHost host, string what, string text)
        {
            bool isRefused;
            try
            {
                NodeSettings settings = host.Parse(text);
                isRefused = settings == null || !SettingsCheck.Run(settings, new FaultList(8));
            }
            catch (Exception)
            {
                isRefused = true;
            }

            report.Check(what + " is refused", isRefused);
        }
    }
}
