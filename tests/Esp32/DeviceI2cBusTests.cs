using System.Device.Gpio;
using FieldNode.Field;
using FieldNode.Virtual.Sim;

namespace FieldNode.Esp32.Tests;

public sealed class DeviceI2cBusTests
{
    private const int Sda = 13;
    private const int Scl = 33;
    private readonly FakeChip chip = new();
    private readonly DeviceI2cBus bus;
    private readonly byte[] buffer = new byte[2];

    public DeviceI2cBusTests()
    {
        chip.Sda = Sda;
        chip.Scl = Scl;
        chip.I2c.Plug(0x40, new SimIna219());
        bus = new DeviceI2cBus(new GpioController(), Sda, Scl);
    }

    [Fact]
    public void A_conversation_brings_the_registers()
    {
        Assert.Equal(I2cResult.Ok, bus.WriteRead(0x40, [0], 1, buffer, 2));
        Assert.Equal([0x39, 0x9F], buffer);
        Assert.Equal(I2cResult.Ok, bus.Write(0x40, [1], 1));
        Assert.Equal(I2cResult.Ok, bus.Read(0x40, buffer, 2));
        Assert.Equal(Sda, chip.Functions[(int)nanoFramework.Hardware.Esp32.DeviceFunction.I2C1_DATA]);
    }

    [Fact]
    public void Nobody_at_the_address_is_a_Nak_and_not_a_held_bus()
    {
        Assert.Equal(I2cResult.Nak, bus.Read(0x41, buffer, 2));
        Assert.Equal(I2cResult.Ok, bus.Read(0x40, buffer, 2));
        Assert.Equal(0, bus.Closings);
    }

    [Fact]
    public void A_held_bus_freezes_the_node_once_and_not_at_each_attempt()
    {
        chip.ClocksUntilFree = 100;

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(I2cResult.Stuck, bus.Read(0x40, buffer, 2));
        }

        Assert.Equal(1000, chip.FrozenMs);
        chip.ClocksUntilFree = 0; // the part lets go by itself
        Assert.Equal(I2cResult.Ok, bus.Read(0x40, buffer, 2));
        Assert.Empty(chip.Reserved);
        Assert.Equal(0, chip.HalfMade);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void A_recovery_clocks_until_the_part_lets_go(int clocks)
    {
        Assert.Equal(I2cResult.Ok, bus.Read(0x40, buffer, 2));
        chip.ClocksUntilFree = clocks;

        Assert.Equal(I2cResult.Ok, bus.Recover());

        Assert.Equal(I2cResult.Ok, bus.Read(0x40, buffer, 2));
        Assert.True(chip.Driven.Count(edge => edge == $"{Scl}=1") <= 9);
        // START and STOP at the end: SDA falls and rises, and SCL does not move in between.
        Assert.Equal([$"{Scl}=1", $"{Sda}=0", $"{Sda}=1"], chip.Driven[^3..]);
        Assert.Empty(chip.Reserved);
        Assert.Equal(0, chip.HalfMade);
    }

    [Fact]
    public void A_shorted_line_stays_stuck_after_nine_clocks()
    {
        chip.ClocksUntilFree = 100;

        Assert.Equal(I2cResult.Stuck, bus.Recover());

        Assert.Equal(91, chip.ClocksUntilFree);
        Assert.Equal(I2cResult.Stuck, bus.Write(0x40, [0], 1));
        Assert.Equal(0, chip.FrozenMs);
    }

    [Fact]
    public void A_held_clock_is_left_alone()
    {
        chip.IsClockHeld = true;

        Assert.Equal(I2cResult.Stuck, bus.Recover());

        Assert.Empty(chip.Driven);
    }

    /// <summary>A failed Create leaves an object whose finalizer takes the driver away from the others.</summary>
    [Fact]
    public void Nothing_is_created_while_somebody_has_the_pins()
    {
        chip.Reserved.Add(Sda);

        Assert.Equal(I2cResult.Lost, bus.Read(0x40, buffer, 2));
        Assert.Equal(I2cResult.Lost, bus.Recover());

        Assert.Equal(0, chip.HalfMade);
        Assert.Contains(Sda, chip.Reserved);
    }

    [Fact]
    public void A_clock_shares_the_bus_with_the_sensors()
    {
        var clock = new Ds3231(bus);

        Assert.Equal(0, clock.ReadUtcMs()); // there is none
        chip.ClocksUntilFree = 100;
        Assert.False(clock.Write(DateTime.UnixEpoch));
    }
}
