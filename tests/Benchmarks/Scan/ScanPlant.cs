using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Field.Modbus;
using FieldNode.Virtual.Sim;

namespace FieldNode.Benchmarks.Scan;

/// <summary>
/// What hangs on the node that is measured: 100 tags of all kinds, and parts that give other values with each scan and take no memory. It
/// knows neither build of the node: both get the same settings and the same answers.
/// </summary>
internal sealed class ScanPlant
{
    public const int Tags = 100;
    public const int Changing = Tags - Outputs; // an output moves only when it is commanded
    public const int PeriodMs = 1000;

    private const int Outputs = 4;
    private const int BmeAddress = 0x76;
    private const int ShtAddress = 0x44;
    private const int AdsAddress = 0x48;
    private const int RegisterAddress = 0x10;

    private readonly SimAds1115[] ads = [new(), new()];
    private readonly QuietBme280 bme = new();
    private readonly SimSht4x sht = new();
    private readonly QuietRegisters registers = new();
    private readonly byte[] reply = new byte[256];
    private int left;
    private int taken;

    public ScanPlant() => Next();

    /// <summary>Scans so far: what all values depend on.</summary>
    public int Scan { get; private set; }

    public long NowMs { get; set; }
    public SimMax31865 Oven { get; } = new(430);
    public SimPin[] Pins { get; } = [.. Enumerable.Range(0, 40).Select(_ => new SimPin())];
    public SimPulseCounter[] Pulses { get; } = [.. Enumerable.Range(0, 40).Select(_ => new SimPulseCounter())];

    /// <summary>Everything takes another value.</summary>
    public void Next()
    {
        Scan++;
        int odd = Scan & 1;
        for (int channel = 0; channel < 4; channel++)
        {
            ads[0].Volts[channel] = ads[1].Volts[channel] = 1.2 + 0.1 * odd + 0.05 * channel; // 12 to 14.5 mA in 100 ohm
        }

        bme.IsSecond = odd == 1;
        sht.Celsius = 20 + odd;
        sht.Percent = 45 + odd;
        registers.Low = (byte)Scan;
        Oven.Ohm = 100 + odd;
        for (int pin = 0; pin < 9; pin++)
        {
            Pins[pin].Level = odd == 1;
        }

        for (int pin = 20; pin < 23; pin++)
        {
            Pulses[pin].Pulse(7 + odd);
        }
    }

    /// <summary>A part at an address, or null.</summary>
    public ISimI2cPart? PartAt(int address) => address switch
    {
        BmeAddress => bme,
        ShtAddress => sht,
        AdsAddress => ads[0],
        AdsAddress + 1 => ads[1],
        RegisterAddress => registers,
        _ => null,
    };

    /// <summary>A Modbus request arrives; the reply lies there at once.</summary>
    public void Ask(byte[] request, int offset)
    {
        int count = (request[offset + 4] << 8) | request[offset + 5];
        int address = (request[offset + 2] << 8) | request[offset + 3];
        bool bits = request[offset + 1] <= 2;
        int bytes = bits ? (count + 7) / 8 : 2 * count;
        (reply[0], reply[1], reply[2]) = (request[offset], request[offset + 1], (byte)bytes);
        for (int i = 0; i < bytes; i++)
        {
            // 0x41 and a byte of 0x40 to 0x4F: as a float it is finite in each of the four orders.
            reply[3 + i] = bits ? (byte)((Scan & 1) == 1 ? 0x55 : 0xAA)
                : i % 2 == 0 ? (byte)0x41 : (byte)(0x40 + ((Scan + address + i / 2) & 0x0F));
        }

        ModbusCrc.Append(reply, 0, 3 + bytes);
        (left, taken) = (5 + bytes, 0);
    }

    /// <summary>Takes of the reply what there is room for.</summary>
    public int Take(byte[] buffer, int offset, int count)
    {
        int now = Math.Min(left - taken, count);
        Array.Copy(reply, taken, buffer, offset, now);
        taken += now;
        return now;
    }

    /// <summary>The settings, for the settings class of either build.</summary>
    public static T Settings<T>() => JsonSerializer.Deserialize<T>(Json(), new JsonSerializerOptions { PropertyNameCaseInsensitive = true })!;

    private static string Json()
    {
        var modbus = new JsonArray();
        int address = 0;
        void Add(int count, string type, string order, int registersEach, string? publishAs = null)
        {
            for (int i = 0; i < count; i++, address += registersEach)
            {
                modbus.Add(new JsonObject
                {
                    ["name"] = "Value " + modbus.Count, ["table"] = "holding", ["address"] = address, ["type"] = type, ["order"] = order,
                    ["publishAs"] = publishAs,
                });
            }
        }

        Add(20, "float", "abcd", 2);
        Add(8, "float", "cdab", 2);
        Add(2, "float", "badc", 2);
        Add(2, "float", "dcba", 2);
        Add(8, "int16", "abcd", 1);
        Add(4, "uint16", "abcd", 1);
        Add(4, "int32", "abcd", 2);
        Add(4, "uint32", "cdab", 2);
        Add(2, "int64", "abcd", 4);
        Add(1, "double", "abcd", 4);
        for (int bit = 0; bit < 3; bit++)
        {
            // The low nibble of a register moves; its lowest bit with each scan.
            modbus.Add(new JsonObject { ["name"] = "Bit " + bit, ["table"] = "holding", ["address"] = address++, ["type"] = "bool", ["bit"] = 0 });
        }

        for (int coil = 0; coil < 5; coil++)
        {
            modbus.Add(new JsonObject { ["name"] = "Coil " + coil, ["table"] = "coil", ["address"] = coil, ["type"] = "bool" });
        }

        return Rest.Replace("\"MODBUS\"", modbus.ToJsonString()).Replace("\"LOOPS0\"", Loops(0)).Replace("\"LOOPS1\"", Loops(1))
            .Replace("\"CONTACTS\"", Pinned(9, i => $$"""{ "name": "Contact {{i}}", "pin": {{i}}, "debounceMs": 0 }"""))
            .Replace("\"OUTPUTS\"", Pinned(Outputs, i => $$"""{ "name": "Output {{i}}", "pin": {{10 + i}} }"""))
            .Replace("\"COUNTERS\"", Pinned(3, i =>
                $$"""{ "name": "Total {{i}}", "pin": {{20 + i}}, "rateName": "Flow {{i}}", "rateWindowMs": 1000 }"""));
    }

    private static string Loops(int part) => Pinned(4, i =>
        $$"""{ "name": "Loop {{part}}.{{i}}", "value": "ain{{i}}", "low": 0, "high": 100, "loop": { "shuntOhm": 100, "squareRoot": {{(i == 3 ? "true" : "false")}} } }""");

    private static string Pinned(int count, Func<int, string> one) => $"[{string.Join(',', Enumerable.Range(0, count).Select(one))}]";

    private const string Rest = """
        {
          "version": 1, "group": "G", "node": "N", "heartbeatMs": 1000,
          "broker": { "host": "h", "keepAliveS": 3600 }, "sparkplug": { "healthPeriodMs": 3600000, "frameBytesMax": 4096 },
          "lines": [ { "name": "l", "port": "p", "baud": 115200, "mergeGap": 8 } ],
          "devices": [ { "name": "Slave", "line": "l", "unit": 1, "tags": "MODBUS" } ],
          "buses": [ { "name": "i2c1", "kind": "i2c", "port": "1" }, { "name": "spi1", "kind": "spi", "port": "0-1" } ],
          "sensors": [
            { "name": "a0", "device": "Loops", "bus": "i2c1", "kind": "ads1115", "address": 72, "samplesPerSecond": 860, "tags": "LOOPS0" },
            { "name": "a1", "device": "Loops", "bus": "i2c1", "kind": "ads1115", "address": 73, "samplesPerSecond": 860, "tags": "LOOPS1" },
            { "name": "air", "device": "Room", "bus": "i2c1", "kind": "bme280", "address": 118, "tags": [
              { "name": "Temperature", "value": "temperature" }, { "name": "Pressure", "value": "pressure" },
              { "name": "Humidity", "value": "humidity" } ] },
            { "name": "climate", "device": "Room", "bus": "i2c1", "kind": "sht4x", "address": 68, "tags": [
              { "name": "Temperature 2", "value": "temperature" }, { "name": "Humidity 2", "value": "humidity" } ] },
            { "name": "raw", "device": "Room", "bus": "i2c1", "kind": "register", "address": 16,
              "register": { "command": "02", "replyBytes": 8 }, "tags": [
              { "name": "Word 0", "at": 0 }, { "name": "Word 1", "at": 2 }, { "name": "Word 2", "at": 4 }, { "name": "Word 3", "at": 6 } ] },
            { "name": "pt", "device": "Oven", "bus": "spi1", "kind": "max31865", "tags": [
              { "name": "Oven", "value": "temperature" } ] } ],
          "terminals": { "device": "Terminals", "pollMs": 1000, "contacts": "CONTACTS", "outputs": "OUTPUTS", "counters": "COUNTERS" }
        }
        """;

    /// <summary>Answers as a BME280 did at two temperatures; the model itself searches, which would take time and memory.</summary>
    private sealed class QuietBme280 : ISimI2cPart
    {
        private readonly byte[] first = Measured(20, 45);
        private readonly byte[] second = Measured(25, 55);
        private int pointer;

        public bool IsSecond { get; set; }

        public bool Write(ReadOnlySpan<byte> bytes, long nowMs)
        {
            pointer = bytes.Length > 0 ? bytes[0] : pointer;
            for (int i = 0; i + 1 < bytes.Length; i += 2)
            {
                if (bytes[i] is 0xF2 or 0xF5)
                {
                    first[bytes[i]] = second[bytes[i]] = bytes[i + 1];
                }
            }

            return true;
        }

        public bool Read(Span<byte> buffer, long nowMs)
        {
            byte[] from = IsSecond ? second : first;
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = from[(pointer + i) & 0xFF];
            }

            return true;
        }

        private static byte[] Measured(double celsius, double percent)
        {
            var part = new SimBme280 { Celsius = celsius, Percent = percent, Pascal = 100_000 + 100 * celsius };
            part.Write([0xF2, 1], 0);
            part.Write([0xF4, 0x25], 0);
            var all = new byte[256];
            part.Write([0], 100);
            part.Read(all, 100);
            return all;
        }
    }

    private sealed class QuietRegisters : ISimI2cPart
    {
        public byte Low { get; set; }

        public bool Write(ReadOnlySpan<byte> bytes, long nowMs) => true;

        public bool Read(Span<byte> buffer, long nowMs)
        {
            for (int i = 0; i < buffer.Length; i++)
            {
                buffer[i] = i % 2 == 0 ? (byte)1 : Low;
            }

            return true;
        }
    }
}
