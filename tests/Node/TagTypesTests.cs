using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Virtual.Plant;

namespace FieldNode.NodeTests;

/// <summary>Tags of every type from the node file to the host: what the check says of them is what is born.</summary>
public sealed class TagTypesTests
{
    // Each type, plain, scaled, scaled by another register, with each datatype that the check lets it be published as.
    [Fact]
    public void What_the_check_accepts_is_born_with_the_datatype_that_the_check_said()
    {
        var tags = new List<TagSettings>();
        foreach (string type in TagForm.TypeNames)
        {
            foreach (string? publishAs in TagForm.PublishNames.Where(name => name is not null).Append(null).Distinct())
            {
                foreach (string way in new[] { "plain", "scale", "offset", "calibration", "scaleAddress" })
                {
                    tags.Add(TagOf(type, publishAs, way, tags.Count));
                }
            }
        }

        TagSettings[] accepted = [.. tags.Where(tag => Faults(tag) == 0)];
        Assert.True(accepted.Length > 500, $"{accepted.Length} of {tags.Count}");
        SimNode node = SimNode.OnPlant(settings => settings.Devices = [Device(accepted)]);
        for (int i = 0; i < accepted.Length; i++)
        {
            int tag = Enumerable.Range(0, node.Node.Tags.Count).Single(t => node.Node.Tags.DeviceOf(t) == 1 && node.Node.Tags.NameOf(t) == accepted[i].Name);
            Assert.Equal((accepted[i].Name, TagForm.DataTypeOf(accepted[i])), (accepted[i].Name, node.Node.Tags.TypeOf(tag)));
        }
    }

    [Fact]
    public void A_scaled_double_is_born_as_the_double_that_it_is()
    {
        SimNode node = SimNode.OnPlant(settings => settings.Devices.Single(device => device.Name == "Tank").Tags.Single(tag => tag.Name == "Volume").Scale = 1000);
        node.Run(3000);
        Metric volume = node.Payloads("DBIRTH/N1/Tank").Last().Metrics.Single(metric => metric.Name == "Volume");
        Assert.Equal(((uint)DataType.Double, true), (volume.Datatype, volume.HasDoubleValue));
        Assert.True(volume.DoubleValue > 1000);
    }

    [Theory]
    [InlineData("utf-8", "50FC6D706520202020202020202020", null)]
    [InlineData("utf-8", "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", null)]
    [InlineData("latin1", "50FC6D70652020202020202020202020", "Pümpe")]
    [InlineData("ascii", "50FC6D70652020202020202020202020", null)]
    public void A_device_whose_text_is_no_utf8_is_born_all_the_same_and_a_strict_host_reads_it(string charset, string hex, string? expected)
    {
        SimNode node = SimNode.OnPlant(settings =>
            settings.Devices.Single(device => device.Name == "Boiler").Tags.Single(tag => tag.Name == "Serial number").Charset = charset);
        node.Plant.Slave("Boiler").SetRegisters(Field.Modbus.ModbusTable.Holding, 10, Convert.FromHexString(hex.PadRight(32, '0')));
        node.Run(3000);
        Metric serial = node.Payloads("DBIRTH/N1/Boiler").Last().Metrics.Single(metric => metric.Name == "Serial number");
        Assert.Equal(expected ?? "", serial.StringValue);
        Assert.Equal(expected is null, serial.IsNull);
        if (expected is null)
        {
            int at = serial.Properties.Keys.IndexOf("QualityReason");
            Assert.Equal((uint)QualityReason.BadText, serial.Properties.Values[at].IntValue);
        }
    }

    [Fact]
    public void A_set_point_that_the_slave_says_it_does_not_have_is_bad_and_no_minus_3276_8()
    {
        SimNode node = SimNode.OnPlant(settings =>
            settings.Devices.Single(device => device.Name == "Boiler").Tags.Single(tag => tag.Name == "Setpoint").NotAvailable = "0x8000");
        node.Plant.Slave("Boiler").SetRegister(Field.Modbus.ModbusTable.Holding, 2, 0x8000);
        node.Run(3000);
        Metric setPoint = node.Payloads("DBIRTH/N1/Boiler").Last().Metrics.Single(metric => metric.Name == "Setpoint");
        Assert.True(setPoint.IsNull);
        Assert.Equal((uint)QualityReason.NotAvailable, setPoint.Properties.Values[setPoint.Properties.Keys.IndexOf("QualityReason")].IntValue);
    }

    private static TagSettings TagOf(string type, string? publishAs, string way, int number) => new()
    {
        Name = "T" + number, Table = "holding", Address = number * 10, Type = type, PublishAs = publishAs,
        Length = type switch { "string" or "mod10" or "umod10" => 2 + (number % 3), "bcd" => 1 + (number % 4), _ => 0 },
        Scale = way == "scale" ? 0.1 : 1, Offset = way == "offset" ? 5 : 0, ScaleAddress = way == "scaleAddress" ? number * 10 + 9 : -1,
        Care = way == "calibration"
            ? new CareSettings { Calibration = new CalibrationSettings { On = "2026-03-01", By = "A", TrueHigh = 1.1 } } : null,
    };

    private static DeviceSettings Device(TagSettings[] tags) => new() { Name = "D", Line = PlantSettings.Line("x").Name, Unit = 1, Tags = tags };

    private static int Faults(TagSettings tag)
    {
        var faults = new FaultList(10);
        SettingsCheck.Run(new NodeSettings
        {
            Version = 1, Group = "G", Node = "N", Lines = [PlantSettings.Line("memory")], Devices = [Device([tag])],
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        }, faults);
        return faults.Count;
    }
}
