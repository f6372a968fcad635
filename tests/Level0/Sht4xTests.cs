using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Sht4xTests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };
    private readonly SimSht4x part = new();
    private readonly Sht4x sensor;

    public Sht4xTests()
    {
        bus.Plug(Sht4x.UsualAddress, part);
        sensor = new Sht4x(bus, Sht4x.UsualAddress);
    }

    [Theory]
    [InlineData(21.5, 45)]
    [InlineData(-40, 0)]
    [InlineData(125, 100)]
    public void It_measures_what_the_part_is_exposed_to(double celsius, double percent)
    {
        (part.Celsius, part.Percent) = (celsius, percent);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(celsius, sensor.Value(0), 0.003);
        Assert.Equal(percent, sensor.Value(1), 0.002);
    }

    [Fact]
    public void It_waits_the_longest_conversion_time_because_the_part_answers_a_busy_read_with_nak()
    {
        int waitMs = sensor.Step(bus.NowMs);
        Assert.InRange(waitMs, 9, 15);
        bus.NowMs += 5;
        Assert.Equal(-1, sensor.Step(bus.NowMs));
        Assert.Equal(QualityReason.NoAnswer, sensor.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_wrong_crc_is_damage(int flippedByte)
    {
        (bus.FlipByte, bus.Flips) = (flippedByte, 1);
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }

    [Fact]
    public void Humidity_beyond_its_physical_ends_is_cropped()
    {
        part.Percent = 104;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(100, sensor.Value(1));
        part.Percent = -3;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(0, sensor.Value(1));
    }
}
