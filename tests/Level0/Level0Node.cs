using FieldNode.Settings;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>A node file with sensors and terminals of all kinds, and a node of it.</summary>
internal static class Level0Node
{
    public const string Json = """
        {
          "version": 1, "group": "Plant", "node": "N1", "board": "esp32",
          "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "sparkplug": { "mode": "commands" },
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

    public static SimNode Start() => SimNode.Start(Json, Options());

    public static SimNode Start(string json) => SimNode.Start(json, Options());

    public static SimNode Start(NodeSettings settings) => SimNode.Start(settings, Options());

    /// <summary>The two current loops.</summary>
    public static SimAds1115 Loops(this SimNode node) => node.Plant.Part<SimAds1115>("loops");

    /// <summary>Its parts, plugged in.</summary>
    public static SimOptions Options() => new()
    {
        Prepare = plant =>
        {
            plant.I2c.Plug(0x40, new SimIna219()); // read as registers
            plant.Part<SimBme280>("air").Celsius = 20;
            plant.Part<SimAnalogInput>("pot").Volts = 1;
            (plant.Part<SimAds1115>("loops").Volts[0], plant.Part<SimAds1115>("loops").Volts[1]) = (1.2, 0.8);
        },
    };
}
