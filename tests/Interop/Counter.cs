using FieldNode.Field.Modbus;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A slave with one number that only counts up, and only when told: what a host shows of it says what came through. In step with a host
/// (the next number follows when the last one was seen) no number may be missing.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // the slave is on a pseudo-terminal
internal sealed class Counter
{
    public const string Device = "counter";
    public const string Tag = "count";

    private readonly ModbusSlaveModel slave = new(1);

    public Counter(Stage stage)
    {
        slave.SetRegister(ModbusTable.Holding, 0, 0);
        Path = stage.Own(new PlantOnPty(slave)).Path;
    }

    /// <summary>What the slave holds.</summary>
    public int Value { get; private set; }

    public LineSettings[] Lines =>
        [new() { Name = "bus", Port = Path, Baud = 115200, Parity = "none", StopBits = 1, ReplyTimeoutMs = 1000 }];

    public static DeviceSettings[] Devices =>
    [
        new()
        {
            Name = Device, Line = "bus", Unit = 1,
            Tags = [new TagSettings { Name = Tag, Table = "holding", Address = 0, Type = "uint16", PublishAs = "Int32", PeriodMs = 50 }],
        },
    ];

    private string Path { get; }

    /// <summary>What a host shows; -1: it does not know the tag, or has no value of it.</summary>
    public static long ShownAt(Stage stage) => stage.Device(Device)?.Find(Tag)?.Value is { } value
        ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : -1;

    /// <summary>Counts up by one.</summary>
    public void Count() => slave.SetRegister(ModbusTable.Holding, 0, ++Value);

    /// <summary>Counts up in step with a host.</summary>
    public async Task CountWithAsync(Stage stage, int numbers, PeerProcess node)
    {
        for (int i = 0; i < numbers; i++)
        {
            Count();
            await stage.HearUntilAsync(() => ShownAt(stage) == Value, $"the number {Value}", node);
        }
    }
}
