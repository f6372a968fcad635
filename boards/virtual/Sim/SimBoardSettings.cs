using FieldNode.Field;
using FieldNode.Settings;

namespace FieldNode.Virtual.Sim;

/// <summary>The part of a node file that fits the simulated board: sensors of each kind, and terminals of each kind.</summary>
public static class SimBoardSettings
{
    /// <summary>Sparkplug devices that <see cref="AddTo"/> adds.</summary>
    public const int Devices = 8;

    /// <summary>Puts the board's devices into a node file.</summary>
    public static void AddTo(NodeSettings settings)
    {
        settings.Board = SimBoard.Name;
        settings.Buses =
        [
            new BusSettings { Name = "i2c1", Kind = "i2c", Port = "1" }, new BusSettings { Name = "spi1", Kind = "spi", Port = "0-0" },
            new BusSettings { Name = "wire1", Kind = "onewire", Port = "1" }, new BusSettings { Name = "adc1", Kind = "adc", Port = "1" },
        ];
        settings.Sensors = [Air(), Climate(), Duct(), Greenhouse(), Loops(), Supply(), Oven(), Pipe(), Battery()];
        settings.Terminals = new TerminalSettings
        {
            Device = "Terminals",
            Contacts = [new ContactSettings { Name = "Door", Pin = 4, Inverted = true }],
            Outputs = [new OutputSettings { Name = "Fan", Pin = 13, Writable = true }],
            Counters =
            [
                new CounterSettings
                {
                    Name = "Water", Pin = 14, UnitsPerPulse = 0.001, Unit = "m³", RateName = "Water flow", RateUnit = "m³/h",
                    RateWindowMs = 5000,
                },
            ],
        };
    }

    private static SensorSettings Air() => new()
    {
        Name = "air", Device = "Room", Bus = "i2c1", Kind = "bme280",
        Tags =
        [
            Measured("bme280", "Temperature", "temperature", 0.02, new CareSettings
            {
                FrozenAfterMs = 600_000,
                Calibration = new CalibrationSettings { On = "2026-03-01", By = "Workshop", Due = "2028-03-01", TrueLow = 0.1, TrueHigh = 1.1 },
            }),
            Tag("Pressure", "pressure", "hPa", 300, 1100, 0.05, null, 0.01),
        ],
    };

    private static SensorSettings Climate() => new()
    {
        Name = "climate", Device = "Room", Bus = "i2c1", Kind = "sht4x", Tags = [Measured("sht4x", "Humidity", "humidity", 0.1)],
    };

    /// <summary>A part without a kind of its own, an SHT3x: its command, its wait, its CRC and its two words.</summary>
    private static SensorSettings Duct() => new()
    {
        Name = "duct", Device = "Duct", Bus = "i2c1", Kind = "register", Address = 0x45,
        Register = new RegisterSettings { Command = "2400", WaitMs = 20, ReplyBytes = 6, CrcEvery = 2 },
        Tags =
        [
            Word(Tag("Temperature", null, "°C", -45, 130, 0.02, null, 175.0 / 65535), 0, -45),
            Word(Tag("Humidity", null, "%", 0, 100, 0.1, null, 100.0 / 65535), 3, 0),
        ],
    };

    /// <summary>It measures every 5 s: its device is born 5 s after the others.</summary>
    private static SensorSettings Greenhouse() => new()
    {
        Name = "co2", Device = "Greenhouse", Bus = "i2c1", Kind = "scd4x", PeriodMs = 5000, Tags = [Tag("CO2", "co2", "ppm", 0, 5000, 5)],
    };

    private static SensorSettings Loops() => new()
    {
        Name = "loops", Device = "Loops", Bus = "i2c1", Kind = "ads1115", PeriodMs = 500,
        Tags =
        [
            Loop(Tag("Level", "ain0", "m", 0, 5, 0.01), false), Loop(Tag("Flow", "ain1", "m³/h", 0, 80, 0.2), true),
            Loop(Tag("Loose wire", "ain2", "bar", 0, 10, 0.02), false),
        ],
    };

    private static SensorSettings Supply() => new()
    {
        Name = "supply", Device = "Loops", Bus = "i2c1", Kind = "ina219",
        Tags = [Measured("ina219", "Supply voltage", "voltage", 0.05), Tag("Supply current", "current", "A", 0, 3.2, 0.01)],
    };

    private static SensorSettings Oven() => new()
    {
        Name = "pt100", Device = "Oven", Bus = "spi1", Kind = "max31865",
        Tags =
        [
            Measured("max31865", "Oven temperature", "temperature", 0.1),
            Tag("Resistance", "resistance", "Ω", 0, 430, 0.1, new CareSettings { Forced = true, ForcedValue = 138.51 }),
        ],
    };

    private static SensorSettings Pipe() => new()
    {
        Name = "pipe", Device = "Pipe", Bus = "wire1", Kind = "ds18b20", Tags = [Measured("ds18b20", "Temperature", "temperature", 0.05)],
    };

    /// <summary>A divider by ten in front of an input of the board.</summary>
    private static SensorSettings Battery() => new()
    {
        Name = "battery", Device = "Battery", Bus = "adc1", Kind = "adc", Tags = [Tag("Voltage", "voltage", "V", 0, 31, 0.05, null, 10)],
    };

    private static SensorTagSettings Word(SensorTagSettings tag, int at, double offset)
    {
        (tag.At, tag.Offset) = (at, offset);
        return tag;
    }

    private static SensorTagSettings Tag(
        string name, string? value, string unit, double low, double high, double deadband, CareSettings? care = null, double scale = 1) =>
        new() { Name = name, Value = value, Unit = unit, Low = low, High = high, Deadband = deadband, Scale = scale, Care = care };

    // Unit and range as the kind has them.
    private static SensorTagSettings Measured(string kind, string name, string value, double deadband, CareSettings? care = null)
    {
        SensorKind row = SensorKinds.Find(kind);
        int at = Array.IndexOf(row.Values, value);
        return Tag(name, value, row.Units[at], row.Low[at], row.High[at], deadband, care);
    }

    private static SensorTagSettings Loop(SensorTagSettings tag, bool squareRoot)
    {
        tag.Loop = new LoopSettings { SquareRoot = squareRoot, CutoffPercent = squareRoot ? 1 : 0 };
        return tag;
    }
}
