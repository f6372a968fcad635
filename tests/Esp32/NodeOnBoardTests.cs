using System.Device.Gpio;
using System.Text;
using FieldNode.Field;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Esp32.Tests;

/// <summary>A node file with everything that a board can read, built over the ports of the device and run under virtual time.</summary>
public sealed class NodeOnBoardTests
{
    private const string Json = """
        {
          "version": 1, "group": "Plant", "node": "N1", "board": "esp32-s3",
          "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "buses": [
            { "name": "i2c1", "kind": "i2c", "port": "1" }, { "name": "spi1", "kind": "spi", "port": "1-42" },
            { "name": "w1", "kind": "onewire", "port": "COM3" }, { "name": "adc0", "kind": "adc", "port": "0" }
          ],
          "sensors": [
            { "name": "air", "device": "Room", "bus": "i2c1", "kind": "bme280", "tags": [ { "name": "Air", "value": "temperature" } ] },
            { "name": "loops", "device": "Tank", "bus": "i2c1", "kind": "ads1115", "tags": [
              { "name": "Level", "value": "ain0", "low": 0, "high": 5, "loop": { "shuntOhm": 100 } } ] },
            { "name": "supply", "device": "Tank", "bus": "i2c1", "kind": "ina219", "tags": [ { "name": "Supply", "value": "voltage" } ] },
            { "name": "pt", "device": "Oven", "bus": "spi1", "kind": "max31865", "mains60Hz": true, "tags": [
              { "name": "Oven", "value": "temperature" } ] },
            { "name": "pipe", "device": "Pipe", "bus": "w1", "kind": "ds18b20", "tags": [ { "name": "Pipe", "value": "temperature" } ] },
            { "name": "pot", "device": "Pot", "bus": "adc0", "kind": "adc", "tags": [ { "name": "Position", "value": "voltage" } ] }
          ],
          "terminals": { "device": "Terminals",
            "contacts": [ { "name": "Door", "pin": 4, "inverted": true } ],
            "outputs": [ { "name": "Pump", "pin": 5 } ],
            "counters": [ { "name": "Water", "pin": 15 } ] }
        }
        """;

    private readonly FakeChip chip = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_device_of_the_file_comes_alive(bool packages)
    {
        chip.I2c.Plug(0x76, new SimBme280());
        chip.I2c.Plug(0x48, new SimAds1115 { Volts = { [0] = 1.2 } });
        chip.I2c.Plug(0x40, new SimIna219());
        chip.Spi = new SimMax31865(430);
        chip.OneWire = new SimDs18b20([]);
        chip.Raw[0] = 1000;
        chip.Levels[4] = false;
        var field = new Esp32FieldPorts(BoardPins.FindWired("esp32-s3-n16r8"), new GpioController(), packages);
        var wire = new SimWire();
        var faults = new Faults();

        Node node = NodeBuilder.Build(Settings(), Ports(field, wire, faults));
        for (int turn = 0; turn < 4000 && chip.NowMs < 20000; turn++)
        {
            int sleepMs = node.Step(chip.NowMs, 1790000000000 + chip.NowMs);
            chip.Sleep(Math.Clamp(sleepMs, 1, 50));
            chip.Pulses[15] = chip.NowMs / 100;
        }

        Assert.Empty(faults.All);
        Assert.Equal(0, chip.HalfMade);
        Assert.Equal(PinMode.Output, chip.ModeOf(5));
        foreach (string device in new[] { "Room", "Tank", "Oven", "Pipe", "Pot", "Terminals" })
        {
            Assert.Contains(wire.Broker.Messages, sent => sent.Topic == $"spBv1.0/Plant/DBIRTH/N1/{device}");
        }
    }

    [Fact]
    public void A_node_file_for_another_board_ends_at_start()
    {
        var field = new Esp32FieldPorts(BoardPins.FindWired("olimex-esp32-poe-iso-wrover"), new GpioController(), false);

        var fault = Assert.Throws<ArgumentException>(() => NodeBuilder.Build(Settings(), Ports(field, new SimWire(), new Faults())));

        Assert.Contains("has no spi 1-42", fault.Message);
    }

    private static NodeSettings Settings()
    {
        SettingsResult result = SettingsFile.Parse(Encoding.UTF8.GetBytes(Json), ".");
        Assert.True(result.Faults.Count == 0, string.Join("; ", result.Faults));
        return result.Settings!;
    }

    private static NodePorts Ports(Esp32FieldPorts field, SimWire wire, Faults faults) => new(wire, new MemoryStore(), faults, [], field);

    private sealed class Faults : INodeLog
    {
        public List<string> All { get; } = [];

        public void Write(NodeEvent what, int number, string name)
        {
            if (what is NodeEvent.InternalFault or NodeEvent.StepFailed)
            {
                All.Add($"{what} {number} {name}");
            }
        }
    }
}
