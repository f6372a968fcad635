using FieldNode.Settings;

namespace FieldNode.Simulation;

/// <summary>The node file of a run: one slave at 1 Hz with a value that is new each time, and beside it what is slow.</summary>
internal static class Site
{
    public const string Group = "Years";
    public const string Node = "N1";
    public const string HostId = "SCADA";
    public const string MeterDevice = "Meter";
    public const string PumpDevice = "Pump";
    public const string RoomDevice = "Room";
    public const string TerminalDevice = "Terminals";
    public const string CountTag = "Count";
    public const string SetpointTag = "Setpoint";
    public const int MeterUnit = 1;
    public const int PumpUnit = 2;
    public const int DoorPin = 4;
    public const int WaterPin = 14;

    /// <summary>Address of the register pair that counts the replies in which it is.</summary>
    public const int CountAddress = 0;

    public const int SetpointAddress = 2;
    public const int PressureAddress = 0;
    public const int SlowPeriodMs = 60_000;

    /// <summary>Host name of a broker, by its place in the node's list.</summary>
    public static string BrokerName(int index) => index == 0 ? "broker" : $"broker{index + 1}";

    public static NodeSettings Settings(Profile profile) => new()
    {
        Version = 1, Group = Group, Node = Node,
        Broker = new BrokerSettings { Host = BrokerName(0), CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        OtherBrokers = [.. profile.Brokers().Skip(1).Select((_, i) => new OtherBrokerSettings { Host = BrokerName(i + 1) })],
        Sparkplug = new SparkplugSettings
        {
            Mode = "commands", HealthPeriodMs = profile.HealthPeriodMs, Verify = profile.VerifiesBirths ? "echo" : "off",
            Controls = new ControlSettings { Reboot = true, DeviceRebirth = true, NextServer = profile.SecondBroker is not null },
            PrimaryHost = profile.HasPrimaryHost ? new PrimaryHostSettings { Id = HostId } : null,
        },
        Lines = [new LineSettings { Name = "line1", Port = "memory", Baud = 19_200 }],
        Devices =
        [
            new DeviceSettings
            {
                Name = MeterDevice, Line = "line1", Unit = MeterUnit,
                Tags =
                [
                    new TagSettings { Name = CountTag, Table = "holding", Address = CountAddress, Type = "uint32" },
                    new TagSettings { Name = SetpointTag, Table = "holding", Address = SetpointAddress, Type = "int16", Writable = true },
                ],
            },
            new DeviceSettings
            {
                Name = PumpDevice, Line = "line1", Unit = PumpUnit,
                Tags = [new TagSettings { Name = "Pressure", Table = "input", Address = PressureAddress, Type = "float", PeriodMs = SlowPeriodMs }],
            },
        ],
        Buses = [new BusSettings { Name = "i2c1", Kind = "i2c", Port = "1" }],
        Sensors =
        [
            new SensorSettings
            {
                Name = "climate", Device = RoomDevice, Bus = "i2c1", Kind = "sht4x", PeriodMs = SlowPeriodMs,
                Tags =
                [
                    new SensorTagSettings { Name = "Temperature", Value = "temperature" },
                    new SensorTagSettings { Name = "Humidity", Value = "humidity" },
                ],
            },
        ],
        Terminals = new TerminalSettings
        {
            Device = TerminalDevice, PollMs = 100,
            Contacts = [new ContactSettings { Name = "Door", Pin = DoorPin, Inverted = true }],
            Outputs = [new OutputSettings { Name = "Fan", Pin = 13, Writable = true }],
            Counters = [new CounterSettings { Name = "Water", Pin = WaterPin }],
        },
    };
}
