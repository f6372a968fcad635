using FieldNode.Virtual.Settings;

namespace FieldNode.Level0;

public sealed class SensorSettingsTests
{
    // what is put in the place of what, and where the fault must be
    [Theory]
    [InlineData("\"kind\": \"i2c\", \"port\": \"1\"", "\"kind\": \"usb\", \"port\": \"1\"", "buses[0].kind")]
    [InlineData("\"name\": \"spi1\"", "\"name\": \"i2c1\"", "buses[1].name")]
    [InlineData("\"bus\": \"w1\"", "\"bus\": \"w2\"", "sensors[5].bus")]
    [InlineData("\"bus\": \"w1\"", "\"bus\": \"spi1\"", "sensors[5].bus")]
    [InlineData("\"kind\": \"sht4x\"", "\"kind\": \"dht22\"", "sensors[1].kind")]
    [InlineData("\"address\": 72", "\"address\": 200", "sensors[2].address")]
    [InlineData("\"address\": 72", "\"address\": 68", "sensors[2].address")]
    [InlineData("\"address\": 64,", "", "sensors[3].address")]
    [InlineData("\"kind\": \"ds18b20\"", "\"kind\": \"ds18b20\", \"address\": 40", "sensors[5].address")]
    [InlineData("\"kind\": \"ds18b20\"", "\"kind\": \"ds18b20\", \"rom\": \"28FF641E0F123400\"", "sensors[5].rom")]
    [InlineData("\"device\": \"Tank\", \"bus\": \"i2c1\", \"kind\": \"register\"",
        "\"device\": \"Oven\", \"bus\": \"i2c1\", \"kind\": \"register\"", "sensors[4].device")]
    [InlineData("\"name\": \"climate\"", "\"name\": \"air\"", "sensors[1].name")]
    [InlineData("\"value\": \"humidity\"", "\"value\": \"moisture\"", "sensors[1].tags[0].value")]
    [InlineData("\"value\": \"ain1\"", "\"value\": \"ain4\"", "sensors[2].tags[1].value")]
    [InlineData("\"name\": \"Humidity\"", "\"name\": \"Temperature\"", "sensors[1].tags[0].name")]
    [InlineData("\"low\": 0, \"high\": 5,", "", "sensors[2].tags[0].high")]
    [InlineData("\"loop\": { \"shuntOhm\": 100 } }", "\"loop\": { \"shuntOhm\": 0 } }", "sensors[2].tags[0].loop.shuntOhm")]
    [InlineData("\"value\": \"ain0\"", "\"value\": \"ain0\", \"fullScaleMv\": 2048", "sensors[2].tags[0].fullScaleMv")]
    [InlineData("\"cutoffPercent\": 1", "\"cutoffPercent\": 50", "sensors[2].tags[1].loop.cutoffPercent")]
    [InlineData("\"command\": \"02\"", "\"command\": \"2\"", "sensors[3].register.command")]
    [InlineData("\"replyBytes\": 2", "\"replyBytes\": 2, \"crcEvery\": 2", "sensors[3].register.replyBytes")]
    [InlineData("\"shift\": 3", "\"shift\": 16", "sensors[3].tags[0].shift")]
    [InlineData("\"shift\": 3", "\"at\": 1", "sensors[3].tags[0].at")]
    [InlineData("\"periodMs\": 500", "\"periodMs\": 5", "sensors[2].periodMs")]
    [InlineData("\"on\": \"2026-03-01\"", "\"on\": \"1.3.2026\"", "sensors[0].tags[0].care.calibration.on")]
    [InlineData("\"shownHigh\": 100", "\"shownHigh\": 0", "sensors[0].tags[0].care.calibration.shownHigh")]
    [InlineData("\"frozenAfterMs\": 60000", "\"frozenAfterMs\": 10", "sensors[1].tags[0].care.frozenAfterMs")]
    [InlineData("\"frozenAfterMs\": 60000", "\"frozenAfterMs\": 1999", "sensors[1].tags[0].care.frozenAfterMs")]
    [InlineData("\"kind\": \"sht4x\"", "\"kind\": \"sht4x\", \"periodMs\": 30001", "sensors[1].tags[0].care.frozenAfterMs")]
    [InlineData("\"forcedValue\": 180", "\"forcedValue\": 1e300", "sensors[4].tags[0].care.forcedValue")]
    [InlineData("\"outOfService\": true", "\"outOfService\": true, \"forced\": true", "sensors[5].tags[0].care.forced")]
    [InlineData("\"name\": \"Pump\", \"pin\": 13", "\"name\": \"Pump\", \"pin\": 4", "terminals.outputs[0].pin")]
    [InlineData("\"name\": \"Pump\", \"pin\": 13", "\"name\": \"Pump\", \"pin\": 35", "terminals.outputs[0].pin")]
    [InlineData("\"name\": \"Pump\", \"pin\": 13", "\"name\": \"Pump\", \"pin\": 12", "terminals.outputs[0].pin")]
    [InlineData("\"name\": \"Pump\", \"pin\": 13", "\"name\": \"Pump\", \"pin\": 1", "terminals.outputs[0].pin")]
    [InlineData("\"name\": \"Pump\", \"pin\": 13", "\"name\": \"Pump\", \"pin\": 6", "terminals.outputs[0].pin")]
    [InlineData("\"name\": \"Pump\", \"pin\": 13", "\"name\": \"Pump\"", "terminals.outputs[0].pin")]
    [InlineData("\"pin\": 34, \"pull\": \"none\"", "\"pin\": 34", "terminals.counters[0].pin")]
    [InlineData("\"powerFailPin\": 36", "\"powerFailPin\": 34", "terminals.counters[0].pin")]
    [InlineData("\"name\": \"Door\"", "\"name\": \"Pump\"", "terminals.outputs[0].name")]
    [InlineData("\"device\": \"Terminals\"", "\"device\": \"room\"", "terminals.device")]
    [InlineData("\"board\": \"esp32\"", "\"board\": \"esp8266\"", "board")]
    [InlineData("\"unitsPerPulse\": 0.01", "\"unitsPerPulse\": 0", "terminals.counters[0].unitsPerPulse")]
    [InlineData("\"linkLossMs\": 5000", "\"atLinkLoss\": \"blink\"", "terminals.outputs[0].atLinkLoss")]
    public void One_fault_is_told_once_and_at_its_place(string from, string to, string path)
    {
        Assert.Contains(from, Level0Node.Json);
        SettingsResult result = Level0NodeTests.Read(Level0Node.Json.Replace(from, to));
        SettingsFault fault = Assert.Single(result.Faults);
        Assert.Equal(path, fault.Path);
        Assert.NotEmpty(fault.Allowed);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string json = Level0Node.Json.Replace("\"address\": 72", "\"address\": 200").Replace("\"pin\": 13", "\"pin\": 35")
            .Replace("\"value\": \"humidity\"", "\"value\": \"moisture\"");
        Assert.Equal(
            ["sensors[1].tags[0].value", "sensors[2].address", "terminals.outputs[0].pin"],
            Level0NodeTests.Read(json).Faults.Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("\"frozenAfterMs\": 2000")]
    [InlineData("\"frozenAfterMs\": 0")]
    public void Two_readings_are_time_enough_to_call_a_value_frozen(string care) =>
        Assert.Empty(Level0NodeTests.Read(Level0Node.Json.Replace("\"frozenAfterMs\": 60000", care)).Faults);

    [Theory]
    [InlineData(9999, 1)]
    [InlineData(10000, 0)]
    public void An_scd4x_has_a_new_reading_in_five_seconds_only(int frozenAfterMs, int faults)
    {
        string json = Level0Node.Json.Replace("\"sht4x\"", "\"scd4x\"").Replace("\"frozenAfterMs\": 60000", "\"frozenAfterMs\": " + frozenAfterMs);
        Assert.Equal(faults, Level0NodeTests.Read(json).Faults.Count);
    }

    [Fact]
    public void Without_a_board_any_pin_is_believed()
    {
        string json = Level0Node.Json.Replace("\"board\": \"esp32\",", "").Replace("\"pin\": 13", "\"pin\": 517");
        Assert.Empty(Level0NodeTests.Read(json).Faults);
    }
}
