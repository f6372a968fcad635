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
            report.Equal("a schema member does no harm", 2,
                host.Parse("{\"$schema\":\"node.schema.json\"," + NodeFile.Substring(1)).Devices[0].Tags.Length);
            report.Check("they are sound", SettingsCheck.Run(settings, new FaultList(8)));
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
