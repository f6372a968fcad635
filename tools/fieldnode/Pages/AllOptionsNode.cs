using System.Text;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.Cli.Pages;

/// <summary>The shipped node in virtual time, on a simulated plant, with everything turned on that adds a metric: what its births hold.</summary>
internal static class AllOptionsNode
{
    private const string Host = "SCADA";

    /// <summary>Known to boards that know their maker; the simulated one does not.</summary>
    internal static readonly BornMetric[] NotHere = [new("Properties/Hardware Make", SparkplugType.String, "")];

    /// <summary>The metrics of the node, and of its device <c>Update</c>, as births have them; names of lines, buses and the like in braces.</summary>
    internal static IReadOnlyList<BornMetric> Births()
    {
        SimNode node = SimNode.OnPlant(TurnOn, new SimOptions { Update = new SimUpdate() }).Run(1000);
        node.Broker.Publish($"spBv1.0/STATE/{Host}", Encoding.UTF8.GetBytes($$"""{"online":true,"timestamp":{{node.Utc}}}"""));
        node.Run(8000);
        return [.. Of(node, "NBIRTH/N1", ""), .. Of(node, "DBIRTH/N1/Update", "Update: "), .. NotHere];
    }

    /// <summary>The same of a node with nothing turned on that can be turned off.</summary>
    internal static IReadOnlyList<BornMetric> PlainBirth()
    {
        SimNode node = SimNode.OnPlant(s =>
        {
            s.HeartbeatMs = 0;
            s.Journal = new JournalSettings { RamBytes = 0 };
            (s.Lines, s.Devices) = (null!, null!);
        }, new SimOptions { CertificateEndMs = 0 }).Run(8000);
        return [.. Of(node, "NBIRTH/N1", "")];
    }

    private static void TurnOn(NodeSettings s)
    {
        s.OtherBrokers = [new OtherBrokerSettings { Host = "second" }];
        s.Sparkplug = new SparkplugSettings
        {
            Mode = "commands", Verify = "echo", PrimaryHost = new PrimaryHostSettings { Id = Host, BirthDelayMaxMs = 0 }, FrameBytesMax = 8192,
            Controls = new ControlSettings { Reboot = true, NextServer = true, ScanRateMaxMs = 60_000, DeviceRebirth = true, Properties = true },
        };
        s.Update = new UpdateSettings();
        s.Buses = [new BusSettings { Name = "bus1", Port = "1" }];
        s.Sensors =
        [
            new SensorSettings { Name = "air", Device = "Room", Bus = "bus1", Kind = "bme280", Tags = [new SensorTagSettings { Name = "Temperature", Value = "temperature" }] },
        ];
        s.Terminals = new TerminalSettings { Device = "Terminals", Contacts = [new ContactSettings { Name = "Door", Pin = 4 }] };
    }

    private static IEnumerable<BornMetric> Of(SimNode node, string topic, string before) => node.Payloads(topic)[0].Metrics
        .Select(metric => new BornMetric(before + Generic(metric.Name), (SparkplugType)metric.Datatype, UnitOf(metric))).DistinctBy(metric => metric.Name)
        .Where(metric => metric.Name != "Update: Device Control/Rebirth").Concat(before.Length == 0 ? [] : [new BornMetric("Device Control/Rebirth", SparkplugType.Boolean, "")]);

    private static string Generic(string name) => System.Text.RegularExpressions.Regex.Replace(name, @"(?<=/unit )\d+", "{unit}")
        .Replace("Field/line1/", "Field/{line}/", StringComparison.Ordinal).Replace("Field/bus1/air/", "Field/{bus}/{sensor}/", StringComparison.Ordinal)
        .Replace("Field/bus1/", "Field/{bus}/", StringComparison.Ordinal).Replace("Field/Terminals/", "Field/{terminals}/", StringComparison.Ordinal);

    private static string UnitOf(Metric metric)
    {
        int at = metric.Properties?.Keys.IndexOf("engUnit") ?? -1;
        return at < 0 ? "" : metric.Properties!.Values[at].StringValue;
    }
}
