using System.Text;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Virtual.Settings;

namespace FieldNode.Level0;

public sealed class Level0NodeTests
{
    [Fact]
    public void The_whole_node_file_is_accepted_and_the_node_runs_it()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(12_000);
        foreach (string device in new[] { "Room", "Tank", "Oven", "Pipe", "Pot", "Terminals" })
        {
            Assert.Single(rig.Payloads("DBIRTH/N1/" + device));
        }

        AssertGood(rig, "Temperature", 20.5, 0.05); // calibrated by half a degree
        AssertGood(rig, "Pressure", 1013.25, 0.05);
        AssertGood(rig, "Humidity", 45, 0.01);
        AssertGood(rig, "Level", 2.5, 0.002);
        AssertGood(rig, "Flow", 40, 0.05);
        AssertGood(rig, "Supply", 24, 0.01);
        AssertGood(rig, "Position", 1, 0.001);
    }

    [Fact]
    public void Forced_and_out_of_service_tags_say_so_from_the_first_birth_on_and_are_counted()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(12_000);
        Metric oven = Birth(rig, "Oven", "Oven temperature");
        Assert.Equal(180, oven.FloatValue);
        Assert.Equal([500u, (uint)QualityReason.Forced], Quality(oven));
        Metric pipe = Birth(rig, "Pipe", "Pipe temperature");
        Assert.True(pipe.IsNull);
        Assert.Equal([0u, (uint)QualityReason.OutOfService], Quality(pipe));
        Assert.Equal(1, rig.Counter("Node/Tags forced"));
        Assert.Equal(1, rig.Counter("Node/Tags out of service"));
        Assert.Equal(1, rig.Counter("Node/Calibrations overdue")); // due 2026-09-01, now the 22nd
        Assert.True(rig.Counter("Node/Heartbeat") >= 1);
    }

    [Fact]
    public void The_birth_says_when_by_whom_and_until_when_a_tag_was_calibrated()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(5000);
        PropertySet properties = Birth(rig, "Room", "Temperature").Properties;
        Assert.Equal(
            ["engUnit", "engLow", "engHigh", "calibratedOn", "calibratedBy", "calibrationDue"], properties.Keys.Take(6));
    }

    [Fact]
    public void A_frozen_humidity_is_found_through_the_whole_node()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(70_000);
        Assert.Equal(QualityReason.Frozen, rig.Node.Tags.ReasonOf(rig.Tag("Humidity")));
    }

    [Fact]
    public void A_host_switches_the_pump_and_it_falls_back_when_the_link_is_lost()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(5000);
        rig.Command("Terminals", new Metric { Name = "Pump", BooleanValue = true });
        rig.Run(200);
        Assert.True(rig.Plant.Pins[13].Level);
        rig.Wire.IsCut = true;
        rig.Run(60_000);
        Assert.False(rig.Plant.Pins[13].Level);
    }

    [Fact]
    public void A_host_switches_the_pump_only_while_the_key_switch_is_on_and_sees_its_position()
    {
        SimNode rig = SimNode.Start(Level0Node.Json.Replace("\"mode\": \"commands\"", "\"mode\": \"commands\", \"keySwitch\": \"Door\"", StringComparison.Ordinal),
            Level0Node.Options());
        rig.Plant.Pins[4].Level = true; // inverted: off
        rig.Run(5000);
        rig.Command("Terminals", new Metric { Name = "Pump", BooleanValue = true });
        rig.Run(500);
        Assert.False(rig.Plant.Pins[13].Level);
        Assert.Contains(rig.Payloads("NDATA/N1").SelectMany(p => p.Metrics), m => m.StringValue == "15 Terminals/Pump");
        Assert.Equal(1, rig.Node.Events.Commands(Verdicts.ByPolicy));

        rig.Plant.Pins[4].Level = false;
        rig.Run(500);
        Assert.True(rig.Last("Terminals", "Door").BooleanValue);
        rig.Command("Terminals", new Metric { Name = "Pump", BooleanValue = true });
        rig.Run(500);
        Assert.True(rig.Plant.Pins[13].Level);
    }

    [Fact]
    public void Pulses_of_a_meter_survive_an_intended_stop()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(2000);
        rig.Plant.Counters[34].Pulse(1234);
        rig.Run(1500);
        AssertGood(rig, "Water", 12.34, 1e-9);
        rig.Stop().Run(500);
        rig.Restart().Run(2000);
        AssertGood(rig, "Water", 12.34, 1e-9);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Pulses_survive_a_power_cut_that_its_pin_announces(bool failsHigh, bool isAnnounced)
    {
        string pin = $"\"powerFailPin\": 36, \"powerFailHigh\": {(failsHigh ? "true" : "false")}";
        SimNode rig = Level0Node.Start(Level0Node.Json.Replace("\"powerFailPin\": 36", pin));
        rig.Plant.Pins[36].Level = !failsHigh;
        rig.Run(10_000);
        rig.Plant.Counters[34].Pulse(50); // written at once: nothing was for long
        rig.Run(300);
        rig.Plant.Counters[34].Pulse(100);
        rig.Run(300);
        rig.Plant.Pins[36].Level = isAnnounced == failsHigh;
        rig.Run(100).CutPower();
        rig.Plant.Pins[36].Level = !failsHigh;
        rig.Restart().Run(2000);
        AssertGood(rig, "Water", isAnnounced ? 1.5 : 0.5, 1e-9);
    }

    [Fact]
    public void A_broken_loop_is_bad_at_the_host_and_its_device_lives()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(5000);
        rig.Loops().Volts[0] = 0;
        rig.Run(1000);
        ulong alias = Birth(rig, "Tank", "Level").Alias;
        Metric last = rig.Payloads("DDATA/N1/Tank").SelectMany(p => p.Metrics).Last(m => m.Alias == alias);
        Assert.Equal([0u, (uint)QualityReason.WireBreak], Quality(last));
        Assert.Empty(rig.Payloads("DDEATH/N1/Tank"));
    }

    [Fact]
    public void A_pulled_plug_kills_the_devices_of_that_bus_only()
    {
        SimNode rig = Level0Node.Start();
        rig.Run(5000);
        rig.Plant.I2c.IsLost = true;
        rig.Run(5000);
        Assert.Single(rig.Payloads("DDEATH/N1/Room"));
        Assert.Single(rig.Payloads("DDEATH/N1/Tank"));
        Assert.Empty(rig.Payloads("DDEATH/N1/Oven"));
        Assert.Empty(rig.Payloads("DDEATH/N1/Terminals"));
        rig.Plant.I2c.IsLost = false;
        rig.Run(10_000);
        Assert.Equal(2, rig.Payloads("DBIRTH/N1/Room").Length);
    }

    [Fact]
    public void What_a_written_file_holds_is_what_was_read()
    {
        NodeSettings settings = Read(Level0Node.Json).Settings!;
        string path = Path.GetTempFileName();
        try
        {
            SettingsFile.Write(settings, path);
            SettingsResult again = SettingsFile.Read(path);
            Assert.Empty(again.Faults);
            Assert.Equal(settings.Sensors.Length, again.Settings!.Sensors.Length);
            Assert.Equal(settings.Terminals.Counters[0].UnitsPerPulse, again.Settings.Terminals.Counters[0].UnitsPerPulse);
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static SettingsResult Read(string json) => SettingsFile.Parse(Encoding.UTF8.GetBytes(json), "/");

    private static Metric Birth(SimNode rig, string device, string name) =>
        rig.Payloads("DBIRTH/N1/" + device)[0].Metrics.Single(m => m.Name == name);

    private static IEnumerable<uint> Quality(Metric metric) => metric.Properties.Values.TakeLast(2).Select(v => v.IntValue);

    private static void AssertGood(SimNode rig, string name, double expected, double tolerance)
    {
        int tag = rig.Tag(name);
        Assert.Equal(FieldNode.Tags.Quality.Good, rig.Node.Tags.QualityOf(tag));
        Assert.Equal(expected, rig.Node.Tags.GetReal(tag), tolerance);
    }
}
