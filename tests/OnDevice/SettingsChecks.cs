using System;
using FieldNode.Settings;

namespace FieldNode.OnDevice
{
    /// <summary>A node file, parsed by what this place has for it: names in camelCase, absent numbers at their defaults.</summary>
    internal static class SettingsChecks
    {
        /// <summary>The file; the session runs on it as well.</summary>
        internal const string NodeFile = "{\"version\":1,\"group\":\"Plant\",\"node\":\"N1\","
            + "\"broker\":{\"host\":\"localhost\",\"port\":8883,\"caFile\":\"ca.pem\",\"certificateFile\":\"node.pem\",\"keyFile\":\"node.key\"},"
            + "\"lines\":[{\"name\":\"line1\",\"port\":\"COM2\",\"baud\":19200}],"
            + "\"devices\":[{\"name\":\"pump\",\"line\":\"line1\",\"unit\":1,\"tags\":["
            + "{\"name\":\"speed\",\"table\":\"holding\",\"address\":0,\"type\":\"int16\",\"periodMs\":100},"
            + "{\"name\":\"flow\",\"table\":\"holding\",\"address\":1,\"scale\":0.5,\"offset\":-1.25,\"unit\":\"l/s\",\"publishAs\":null,\"periodMs\":100}]}]}";

        // What hangs on the board itself, on the pins of a board that is known.
        private const string Level0 = ",\"board\":\"esp32-s3-n16r8\","
            + "\"buses\":[{\"name\":\"i2c\",\"port\":\"1\"},{\"name\":\"pt\",\"kind\":\"spi\",\"port\":\"1-42\"}],"
            + "\"sensors\":[{\"name\":\"loops\",\"device\":\"basin\",\"bus\":\"i2c\",\"kind\":\"ads1115\",\"tags\":[{\"name\":\"flow\","
            + "\"value\":\"ain0\",\"low\":0,\"high\":80,\"loop\":{\"shuntOhm\":100,\"squareRoot\":true},\"care\":{\"frozenAfterMs\":60000,"
            + "\"calibration\":{\"on\":\"2026-03-01\",\"by\":\"Ada\",\"shownHigh\":5,\"trueHigh\":5.25}}}]},"
            + "{\"name\":\"raw\",\"device\":\"basin\",\"bus\":\"i2c\",\"kind\":\"register\",\"address\":64,"
            + "\"register\":{\"command\":\"02\",\"replyBytes\":3,\"crcEvery\":2},\"tags\":[{\"name\":\"supply\",\"scale\":0.004}]}],"
            + "\"terminals\":{\"device\":\"terminals\",\"powerFailPin\":13,\"contacts\":[{\"name\":\"door\",\"pin\":4,\"inverted\":true}],"
            + "\"outputs\":[{\"name\":\"horn\",\"pin\":47,\"atLinkLoss\":\"hold\"}],"
            + "\"counters\":[{\"name\":\"water\",\"pin\":5,\"unitsPerPulse\":0.01}]}";

        internal static void Run(Report report, ISelfTestHost host)
        {
            NodeSettings settings = host.Parse(NodeFile);
            report.Check("texts: " + settings.Group + " " + settings.Broker.KeyFile + " " + settings.Lines[0].Port,
                settings.Group == "Plant" && settings.Broker.KeyFile.EndsWith("node.key") && settings.Lines[0].Port == "COM2");
            report.Equal("numbers", 19200, settings.Lines[0].Baud);
            report.Equal("defaults", 30, settings.Broker.KeepAliveS);
            report.Check("defaults of texts", settings.Lines[0].Parity == "even" && settings.Devices[0].Tags[1].Type == "uint16");
            report.Equal("arrays", 2, settings.Devices[0].Tags.Length);
            report.Check("fractions", settings.Devices[0].Tags[1].Scale == 0.5 && settings.Devices[0].Tags[1].Offset == -1.25);
            report.Check("a null stays one", settings.Devices[0].Tags[1].PublishAs == null);
            report.Check("they are sound", SettingsCheck.Run(settings, new FaultList(8)));
            NodeSettings level0 = host.Parse("{\"$schema\":\"node.schema.json\"," + NodeFile.Substring(1, NodeFile.Length - 2) + Level0 + "}");
            report.Check("a schema member does no harm", level0.Group == "Plant" && level0.Devices[0].Tags.Length == 2);
            report.Check("buses and sensors", level0.Buses[1].Kind == "spi" && level0.Sensors[0].Tags[0].Loop.SquareRoot
                && level0.Sensors[0].Tags[0].Care.Calibration.TrueHigh == 5.25 && level0.Sensors[1].Register.CrcPolynomial == 49);
            report.Check("terminals", level0.Terminals.Contacts[0].Inverted && level0.Terminals.Contacts[0].Pull == "up"
                && level0.Terminals.Outputs[0].AtLinkLoss == "hold" && level0.Terminals.Counters[0].UnitsPerPulse == 0.01
                && level0.Terminals.PowerFailPin == 13 && level0.Board == "esp32-s3-n16r8");
            report.Check("they are sound as well", SettingsCheck.Run(level0, new FaultList(8)));
            Refused(report, host, "a text where a number belongs", NodeFile.Substring(0, 11) + "\"x\"" + NodeFile.Substring(12));
            Refused(report, host, "a file that was cut", NodeFile.Substring(0, 100));
            Refused(report, host, "no file at all", "");
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
