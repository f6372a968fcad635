using FieldNode.Settings;

namespace FieldNode.Virtual.Plant;

/// <summary>The part of a node file that fits the simulated plant: one line, three devices, every type and order.</summary>
public static class PlantSettings
{
    private const string LineName = "line1";

    /// <summary>The line on a port.</summary>
    public static LineSettings Line(string port) => new()
    {
        Name = LineName, Port = port, Baud = 115200, Parity = "even", ReplyTimeoutMs = 300, MergeGap = 4,
    };

    /// <summary>The plant's slaves.</summary>
    public static DeviceSettings[] Devices() => [Meter(), Boiler(), Tank()];

    private static DeviceSettings Meter() => new()
    {
        Name = "Meter", Line = LineName, Unit = SimulatedPlant.MeterUnit, Tags =
        [
            .. Enumerable.Range(0, 3).Select(i => Input($"Voltage/L{i + 1}", 30001 + 2 * i, "float", "V", 0, 300, 0.2)),
            .. Enumerable.Range(0, 3).Select(i => Input($"Current/L{i + 1}", 30007 + 2 * i, "float", "A", 0, 63, 0.1)),
            Input("Power", 30013, "float", "kW", 0, 40, 0.05),
            Input("Frequency", 30015, "float", "Hz", 45, 55, 0.005),
            Input("Energy", 30017, "uint32", "Wh", 0, 0, 0),
        ],
    };

    private static DeviceSettings Boiler() => new()
    {
        Name = "Boiler", Line = LineName, Unit = SimulatedPlant.BoilerUnit, Tags =
        [
            Tenths("Flow temperature", 0, "°C", 0, 120, 0.1),
            Tenths("Return temperature", 1, "°C", 0, 120, 0.1),
            Writable(Tenths("Setpoint", 2, "°C", 20, 90, 0)),
            new TagSettings
            {
                Name = "Pressure", Table = "holding", Address = 3, Type = "uint16", Scale = 0.01, Unit = "bar", High = 6, Deadband = 0.01,
                PeriodMs = 500,
            },
            new TagSettings { Name = "Burner", Table = "holding", Address = 4, Type = "bool", Bit = 0, PeriodMs = 500 },
            Tenths("Outside temperature", 5, "°C", -40, 60, 0.1),
            new TagSettings { Name = "Serial number", Table = "holding", Address = 10, Type = "string", Length = 8, PeriodMs = 60000 },
            Writable(new TagSettings { Name = "Pump", Table = "coil", Address = 0, Type = "bool", PeriodMs = 500 }),
            new TagSettings { Name = "Flame", Table = "discrete", Address = 0, Type = "bool", PeriodMs = 500 },
        ],
    };

    private static DeviceSettings Tank() => new()
    {
        Name = "Tank", Line = LineName, Unit = SimulatedPlant.TankUnit, Tags =
        [
            Percent("Level", 40001, "cdab", "m", 4, 0.05),
            Percent("Flow", 40003, "badc", "L/s", 10, 0.2),
            new TagSettings { Name = "Total", Address = 40005, Type = "int64", Order = "cdab", Unit = "L", PeriodMs = 1000 },
            new TagSettings { Name = "Pump speed", Address = 40009, Type = "uint16", Unit = "1/min", High = 3000, PeriodMs = 1000 },
            new TagSettings { Name = "Volume", Address = 40010, Type = "double", Unit = "m³", High = 51, Deadband = 0.01, PeriodMs = 1000 },
            new TagSettings { Name = "High level", Table = "discrete", Address = 0, Type = "bool", PeriodMs = 500 },
        ],
    };

    private static TagSettings Input(string name, int address, string type, string unit, double low, double high, double deadband) => new()
    {
        Name = name, Address = address, Type = type, Unit = unit, Low = low, High = high, Deadband = deadband, PeriodMs = 500,
    };

    private static TagSettings Tenths(string name, int address, string unit, double low, double high, double deadband) => new()
    {
        Name = name, Table = "holding", Address = address, Type = "int16", Scale = 0.1, Unit = unit, Low = low, High = high,
        Deadband = deadband, PeriodMs = 500,
    };

    private static TagSettings Percent(string name, int address, string order, string unit, double high, double deadbandPercent) => new()
    {
        Name = name, Address = address, Type = "float", Order = order, Unit = unit, High = high, DeadbandPercent = deadbandPercent,
        PeriodMs = 500,
    };

    private static TagSettings Writable(TagSettings tag)
    {
        tag.Writable = true;
        return tag;
    }
}
