using FieldNode.Field;
using FieldNode.Host.Protobuf;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Virtual.Sim;
using Google.Protobuf;

namespace FieldNode.Level0;

/// <summary>A node file with sensors and terminals of all kinds, and a node over simulated parts.</summary>
internal sealed class Level0Node : INodePorts, IFieldPorts, IHealth, INodeLog
{
    public const string Json = """
        {
          "version": 1, "group": "Plant", "node": "N1", "board": "esp32",
          "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "sparkplug": { "allowWrites": true },
          "buses": [
            { "name": "i2c1", "kind": "i2c", "port": "1" }, { "name": "spi1", "kind": "spi", "port": "0-1" },
            { "name": "w1", "kind": "onewire", "port": "1" }, { "name": "adc1", "kind": "adc", "port": "5" }
          ],
          "sensors": [
            { "name": "air", "device": "Room", "bus": "i2c1", "kind": "bme280", "tags": [
              { "name": "Temperature", "value": "temperature", "unit": "°C", "low": -40, "high": 85, "deadband": 0.05,
                "care": { "calibration": { "on": "2026-03-01", "by": "Ada", "due": "2026-09-01", "shownLow": 0, "trueLow": 0.5,
                  "shownHigh": 100, "trueHigh": 100.5 } } },
              { "name": "Pressure", "value": "pressure", "unit": "hPa", "scale": 0.01, "filterMs": 2000 } ] },
            { "name": "climate", "device": "Room", "bus": "i2c1", "kind": "sht4x", "tags": [
              { "name": "Humidity", "value": "humidity", "unit": "%", "care": { "frozenAfterMs": 60000, "frozenNoise": 0.001 } } ] },
            { "name": "loops", "device": "Tank", "bus": "i2c1", "kind": "ads1115", "address": 72, "periodMs": 500, "tags": [
              { "name": "Level", "value": "ain0", "unit": "m", "low": 0, "high": 5, "loop": { "shuntOhm": 100 } },
              { "name": "Flow", "value": "ain1", "unit": "m³/h", "low": 0, "high": 80, "loop": { "shuntOhm": 100,
                "squareRoot": true, "cutoffPercent": 1 } } ] },
            { "name": "raw", "device": "Tank", "bus": "i2c1", "kind": "register", "address": 64,
              "register": { "command": "02", "replyBytes": 2 }, "tags": [
              { "name": "Supply", "shift": 3, "scale": 0.004, "unit": "V" } ] },
            { "name": "pt", "device": "Oven", "bus": "spi1", "kind": "max31865", "tags": [
              { "name": "Oven temperature", "value": "temperature", "unit": "°C", "care": { "forced": true, "forcedValue": 180 } } ] },
            { "name": "pipe", "device": "Pipe", "bus": "w1", "kind": "ds18b20", "tags": [
              { "name": "Pipe temperature", "value": "temperature", "unit": "°C", "care": { "outOfService": true } } ] },
            { "name": "pot", "device": "Pot", "bus": "adc1", "kind": "adc", "tags": [ { "name": "Position", "value": "voltage" } ] }
          ],
          "terminals": {
            "device": "Terminals", "saveEveryMs": 5000, "powerFailPin": 36,
            "contacts": [ { "name": "Door", "pin": 4, "inverted": true } ],
            "outputs": [ { "name": "Pump", "pin": 13, "writable": true, "linkLossMs": 5000 } ],
            "counters": [ { "name": "Water", "pin": 34, "pull": "none", "unitsPerPulse": 0.01, "unit": "m³", "rateName": "Water flow",
              "rateUnit": "m³/h" } ]
          }
        }
        """;

    private readonly SimDs18b20 pipe = new([]);
    private readonly SimMax31865 oven = new(430);

    public Level0Node(NodeSettings settings, MemoryStore? store = null)
    {
        Store = store ?? new MemoryStore();
        Bus.Plug(0x76, new SimBme280 { Celsius = 20 });
        Bus.Plug(0x44, new SimSht4x());
        Bus.Plug(0x48, Loops);
        Bus.Plug(0x40, new SimIna219());
        Field.Buses["i2c1"] = Bus;
        Field.Spi["spi1"] = oven;
        Field.OneWire["w1"] = pipe;
        Field.Analog["adc1"] = new SimAnalogInput { Volts = 1 };
        Loops.Volts[0] = 1.2;
        Loops.Volts[1] = 0.8;
        Node = NodeBuilder.Build(settings, this);
    }

    public SimI2cBus Bus { get; } = new();
    public SimAds1115 Loops { get; } = new();
    public SimFieldPorts Field { get; } = new();
    public Node Node { get; }
    public long NowMs { get; private set; } = 1000;

    public FakeWire FakeWire { get; } = new();
    public IMqttWire Wire => FakeWire;
    public IFlashStore Store { get; }
    public IHealth Health => this;
    public INodeLog Log => this;
    public string Password => null!;
    public string Version => "1.2.3";

    public ISerialLine CreateLine(LineSettings line) => throw new NotSupportedException();

    public ISensorFactory CreateSensors(BusSettings[] buses) => Field.CreateSensors(buses);

    public IDigitalPin CreatePin(int pin)
    {
        var made = (SimPin)Field.CreatePin(pin);
        made.Level = true;
        return made;
    }

    public IPulseCounter CreateCounter(int pin, bool rising, bool pullUp) => Field.CreateCounter(pin, rising, pullUp);

    public long FreeMemoryBytes() => 65536;

    public int LastReset() => 0;

    public void Write(NodeEvent what, int number, string name)
    {
    }

    /// <summary>So long takes every third step before it comes to the field: a write to flash, another bus.</summary>
    public int SlowStepMs { get; set; }

    public void Run(long ms)
    {
        long endMs = NowMs + ms;
        for (int i = 0; NowMs < endMs; i++)
        {
            long startMs = NowMs;
            PassTime(i % 3 == 0 ? SlowStepMs : 0);
            int sleepMs = Node.Step(startMs, SensorRig.Utc + startMs);
            NowMs = Math.Min(endMs, NowMs + Math.Max(1, sleepMs));
        }
    }

    /// <summary>Time that passes for the parts while the node does not look at its clock.</summary>
    public void PassTime(int ms)
    {
        NowMs += ms;
        (Bus.NowMs, oven.NowMs, pipe.NowMs) = (NowMs, NowMs, NowMs);
    }

    public void Command(string device, Metric metric) =>
        FakeWire.Command("spBv1.0/Plant/DCMD/N1/" + device, new Payload { Metrics = { metric } }.ToByteArray());

    public Payload[] Payloads(string topic) =>
        [.. FakeWire.Published.Where(p => p.Topic == "spBv1.0/Plant/" + topic).Select(p => Payload.Parser.ParseFrom(p.Payload))];

    public int Tag(string name)
    {
        for (int tag = 0; tag < Node.Tags.Count; tag++)
        {
            if (Node.Tags.NameOf(tag) == name)
            {
                return tag;
            }
        }

        throw new ArgumentException(name);
    }
}
