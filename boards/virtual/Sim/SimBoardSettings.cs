using FieldNode.Settings;

namespace FieldNode.Virtual.Sim;

/// <summary>The part of a node file that fits the simulated board: sensors and terminals of all kinds.</summary>
public static class SimBoardSettings
{
    /// <summary>Sparkplug devices that <see cref="AddTo"/> adds.</summary>
    public const int Devices = 4;

    /// <summary>Puts the board's devices into a node file.</summary>
    public static void AddTo(NodeSettings settings)
    {
        settings.Board = SimBoard.Name;
        settings.Buses =
        [
            new BusSettings { Name = "i2c1", Kind = "i2c", Port = "1" }, new BusSettings { Name = "spi1", Kind = "spi", Port = "0-0" },
        ];
        settings.Sensors = [Air(), Climate(), Loops(), Supply(), Oven()];
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
            Tag("Temperature", "temperature", "°C", -40, 85, 0.02, new CareSettings
            {
                FrozenAfterMs = 600_000,
                Calibration = new CalibrationSettings { On = "2026-03-01", By = "Workshop", Due = "2028-03-01", TrueLow = 0.1, TrueHigh = 1.1 },
            }),
            Tag("Pressure", "pressure", "hPa", 300, 1100, 0.05, null, 0.01),
        ],
    };

    private static SensorSettings Climate() => new()
    {
        Name = "climate", Device = "Room", Bus = "i2c1", Kind = "sht4x", Tags = [Tag("Humidity", "humidity", "%", 0, 100, 0.1)],
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
        Tags = [Tag("Supply voltage", "voltage", "V", 0, 32, 0.05), Tag("Supply current", "current", "A", 0, 3.2, 0.01)],
    };

    private static SensorSettings Oven() => new()
    {
        Name = "pt100", Device = "Oven", Bus = "spi1", Kind = "max31865",
        Tags =
        [
            Tag("Oven temperature", "temperature", "°C", -200, 850, 0.1),
            Tag("Resistance", "resistance", "Ω", 0, 430, 0.1, new CareSettings { Forced = true, ForcedValue = 138.51 }),
        ],
    };

    private static SensorTagSettings Tag(
        string name, string value, string unit, double low, double high, double deadband, CareSettings? care = null, double scale = 1) =>
        new() { Name = name, Value = value, Unit = unit, Low = low, High = high, Deadband = deadband, Scale = scale, Care = care };

    private static SensorTagSettings Loop(SensorTagSettings tag, bool squareRoot)
    {
        tag.Loop = new LoopSettings { SquareRoot = squareRoot, CutoffPercent = squareRoot ? 1 : 0 };
        return tag;
    }
}
