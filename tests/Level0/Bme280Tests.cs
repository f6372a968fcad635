using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Bme280Tests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };
    private readonly SimBme280 part = new();
    private readonly Bme280 sensor;

    public Bme280Tests()
    {
        bus.Plug(Bme280.UsualAddress, part);
        sensor = new Bme280(bus, Bme280.UsualAddress);
    }

    [Theory]
    [InlineData(21.5, 45, 101325)]
    [InlineData(-20, 80, 95000)]
    [InlineData(60, 10, 108000)]
    public void It_measures_what_the_part_is_exposed_to(double celsius, double percent, double pascal)
    {
        (part.Celsius, part.Percent, part.Pascal) = (celsius, percent, pascal);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(celsius, sensor.Value(0), 0.02);
        Assert.Equal(percent, sensor.Value(1), 0.05);
        Assert.Equal(pascal, sensor.Value(2), 3.0);
    }

    [Fact]
    public void The_parameters_are_read_once_and_a_later_measurement_is_short()
    {
        Assert.True(PartRun.Measure(sensor, bus));
        int before = bus.Conversations;
        part.Celsius = 30;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(2, bus.Conversations - before);
        Assert.Equal(30, sensor.Value(0), 0.02);
    }

    [Fact]
    public void Another_chip_at_its_address_is_the_wrong_part()
    {
        part.ChipId = 0x58;
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.WrongPart, sensor.Fault);
    }

    [Fact]
    public void A_part_that_lost_its_supply_in_between_is_found_and_initialised_again()
    {
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.True(sensor.Step(bus.NowMs) > 0);
        part.PowerOn();
        bus.NowMs += 10;
        Assert.Equal(-1, sensor.Step(bus.NowMs));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
        sensor.Restart();
        Assert.True(PartRun.Measure(sensor, bus));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public void A_part_that_still_measures_is_asked_again_and_nothing_old_is_taken(int lateMs)
    {
        Assert.True(PartRun.Measure(sensor, bus));
        (part.LateMs, part.Celsius) = (lateMs, 35);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(35, sensor.Value(0), 0.02);
    }

    [Fact]
    public void A_part_that_never_ends_its_measurement_is_a_device_failure()
    {
        part.LateMs = 1_000_000;
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.DeviceFailure, sensor.Fault);
    }

    [Fact]
    public void The_readings_of_a_skipped_measurement_are_no_values()
    {
        part.Skips = true;
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.DeviceFailure, sensor.Fault);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void Parameters_that_are_all_zeros_or_ones_are_damage(byte filled)
    {
        part.Parameters = filled;
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }

    [Fact]
    public void A_bus_that_reads_as_ones_is_not_taken_for_a_measurement()
    {
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.True(sensor.Step(bus.NowMs) > 0);
        bus.Plug(Bme280.UsualAddress, new Ones());
        bus.NowMs += 10;
        Assert.Equal(-1, sensor.Step(bus.NowMs));
    }

    private sealed class Ones : ISimI2cPart
    {
        public bool Write(ReadOnlySpan<byte> bytes, long nowMs) => true;

        public bool Read(Span<byte> buffer, long nowMs)
        {
            buffer.Fill(0xFF);
            return true;
        }
    }
}
