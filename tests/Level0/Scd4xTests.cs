using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Scd4xTests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };
    private readonly SimScd4x part = new();
    private readonly Scd4x sensor;

    public Scd4xTests()
    {
        bus.Plug(Scd4x.UsualAddress, part);
        sensor = new Scd4x(bus, Scd4x.UsualAddress);
    }

    [Fact]
    public void The_example_of_the_datasheet_gives_500_ppm_25_degrees_and_37_percent()
    {
        // 3.5.2: 01F4 33 6667 A2 5EB9 3C
        byte[] words = [0x01, 0xF4, 0x33, 0x66, 0x67, 0xA2, 0x5E, 0xB9, 0x3C];
        Assert.True(Crc8.WordsAreWhole(words, 3));
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(500, sensor.Value(0));
        Assert.Equal(25, sensor.Value(1), 0.005);
        Assert.Equal(37, sensor.Value(2), 0.005);
    }

    [Fact]
    public void A_part_that_still_measures_since_before_our_restart_is_stopped_first()
    {
        Assert.True(part.Write([0x21, 0xB1], 0));
        Assert.True(PartRun.Measure(sensor, bus));
    }

    [Fact]
    public void Measurements_come_every_five_seconds()
    {
        Assert.True(PartRun.Measure(sensor, bus));
        long first = bus.NowMs;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.InRange(bus.NowMs - first, 4000, 6000);
    }

    [Fact]
    public void A_part_that_never_has_a_measurement_is_a_device_failure()
    {
        part.IsDead = true;
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.DeviceFailure, sensor.Fault);
    }

    [Theory]
    [InlineData(7)] // of the nine bytes only
    [InlineData(1)] // of the three that tell whether there is a measurement, which come first
    public void A_wrong_crc_is_damage(int flipped)
    {
        (bus.FlipByte, bus.Flips) = (flipped, 1);
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }
}
