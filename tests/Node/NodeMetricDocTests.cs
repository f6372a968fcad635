using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.NodeTests;

/// <summary>docs/SPEC.md, "The node's own metrics" and "Controls", against the birth of a node that has all of them.</summary>
public sealed class NodeMetricDocTests
{
    [Fact]
    public void Each_metric_of_an_nbirth_stands_in_the_specification_with_its_datatype_and_no_other_does()
    {
        SimNode rig = SimNode.OnPlant(s =>
        {
            s.OtherBrokers = [new OtherBrokerSettings { Host = "second" }];
            s.Sparkplug = new SparkplugSettings
            {
                Mode = "commands", PrimaryHost = new PrimaryHostSettings { Id = "SCADA", BirthDelayMaxMs = 0 },
                Controls = new ControlSettings { Reboot = true, NextServer = true, ScanRateMaxMs = 60_000, DeviceRebirth = true, Properties = true },
            };
        }).Run(1000);
        rig.Broker.Publish("spBv1.0/STATE/SCADA", System.Text.Encoding.UTF8.GetBytes($$"""{"online":true,"timestamp":{{rig.Utc}}}"""));
        rig.Run(5000);

        Dictionary<string, string> told = Told();
        Metric[] born = [.. rig.Payloads("NBIRTH/N1").Single().Metrics.Where(m => m.Name != "bdSeq" && !m.Name.StartsWith("Field/", StringComparison.Ordinal))];
        Assert.All(born, m => Assert.Equal($"{m.Name} {(SparkplugType)m.Datatype}", $"{m.Name} {told.GetValueOrDefault(m.Name)}"));
        string[] notHere = ["Device Control/Rebirth", "Properties/Hardware Make"]; // in DBIRTHs; not known to this board
        Assert.Equal(notHere.Order(), told.Keys.Except(born.Select(m => m.Name)).Order());
        Assert.All(rig.Payloads("DBIRTH/N1/Boiler"), birth => Assert.Contains(birth.Metrics, m => m.Name == "Device Control/Rebirth" && m.Datatype == 11));
    }

    // Rows of the two tables: several names in one row share the folder of the first.
    private static Dictionary<string, string> Told()
    {
        var told = new Dictionary<string, string>();
        string page = File.ReadAllText(Spec());
        string tables = page.Split("### The node's own metrics")[1].Split("\n## ")[0] + page.Split("**Controls**")[1].Split("\n**")[0];
        foreach (string row in tables.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal)))
        {
            string[] cells = [.. row.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())];
            string folder = cells[0][1..(cells[0].Split("`, `")[0].LastIndexOf('/') + 1)];
            string datatype = cells.Skip(1).Select(cell => cell.Split(',')[0]).First(cell => Enum.TryParse<SparkplugType>(cell, out _));
            foreach (string name in cells[0].Trim('`').Split("`, `"))
            {
                told[name.StartsWith(folder, StringComparison.Ordinal) ? name : folder + name] = datatype;
            }
        }

        return told;
    }

    private static string Spec()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Firmware.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "docs", "SPEC.md");
    }
}
