using System.Device.Gpio;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.Esp32.Tests;

public sealed class Esp32PortsTests
{
    private readonly FakeChip chip = new();

    [Theory]
    [InlineData("olimex-esp32-poe-iso-wrover", "Olimex", "ESP32-POE-ISO-WROVER")]
    [InlineData("esp32-s3-n16r8", null, "ESP32-S3 N16R8")] // many make it
    public void A_board_says_what_it_is_and_which_runtime_it_runs(string board, string? make, string model)
    {
        Esp32Ports ports = Ports(board);
        Assert.Equal((make, model, "nanoFramework", "1.17.0.640"), (ports.HardwareMake, ports.HardwareModel, ports.Os, ports.OsVersion));
    }

    [Fact]
    public void Once_the_node_is_built_the_pins_and_the_passwords_are_let_go()
    {
        Esp32Ports ports = Ports("esp32-s3-n16r8");
        Assert.Equal("secret", ports.PasswordOf(0));
        WeakReference kept = Pins(ports);
        ports.EndConstruction();
        GC.Collect();
        Assert.False(kept.IsAlive);
        Assert.Throws<NullReferenceException>(() => ports.PasswordOf(0));
    }

    // In a frame of its own, so that no local of the test keeps it.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Pins(Esp32Ports ports) => new(typeof(Esp32Ports)
        .GetField("fieldPorts", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(ports));

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static Esp32Ports Ports(string board)
    {
        var store = new MemoryStore();
        var log = new DeviceLog { Ring = new Journal.EventRing(store) };
        var field = new Esp32FieldPorts(BoardPins.FindWired(board), new GpioController(), false);
        return new Esp32Ports(field, new SimWire(), store, log, ["secret"], new BootRecord(store), 7, null);
    }
}
