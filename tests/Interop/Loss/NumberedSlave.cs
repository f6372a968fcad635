using FieldNode.Field.Modbus;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;

namespace FieldNode.Interop.Tests;

/// <summary>
/// A slave whose number is one higher at each read: what was captured is then known from outside, and each sample by its value.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")] // it is on a pseudo-terminal
internal sealed class NumberedSlave
{
    public const string Device = "counter";
    public const string Tag = "number";

    private readonly Lock guard = new();
    private readonly ModbusSlaveModel slave = new(1);
    private int last;

    public NumberedSlave(Stage stage)
    {
        slave.SetRegisters(ModbusTable.Holding, 0, [0, 0, 0, 0]);
        Path = stage.Own(new PlantOnPty(Answer)).Path;
    }

    public LineSettings[] Lines =>
        [new() { Name = "bus", Port = Path, Baud = 115200, Parity = "none", StopBits = 1, ReplyTimeoutMs = 2000 }];

    public static DeviceSettings[] Devices =>
    [
        new()
        {
            Name = Device, Line = "bus", Unit = 1,
            Tags = [new TagSettings { Name = Tag, Table = "holding", Address = 0, Type = "uint32", PublishAs = "Int64", PeriodMs = 50 }],
        },
    ];

    /// <summary>The highest number that was read; 0: none.</summary>
    public int Last
    {
        get
        {
            lock (guard)
            {
                return last;
            }
        }
    }

    private string Path { get; }

    private byte[]? Answer(byte[] request)
    {
        lock (guard)
        {
            int next = last + 1;
            slave.SetRegisters(ModbusTable.Holding, 0, [(byte)(next >> 24), (byte)(next >> 16), (byte)(next >> 8), (byte)next]);
            byte[]? reply = slave.Answer(request);
            if (reply is not null)
            {
                last = next;
            }
            return reply;
        }
    }
}
