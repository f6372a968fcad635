using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Ds18b20Tests
{
    private static readonly byte[] Rom = WithCrc([0x28, 0xFF, 0x64, 0x1E, 0x0F, 0x12, 0x34]);
    private readonly SimDs18b20 part = new(Rom) { NowMs = 1000 };

    [Theory]
    [InlineData(125)]
    [InlineData(85)]
    [InlineData(25.0625)]
    [InlineData(10.125)]
    [InlineData(0.5)]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(-10.125)]
    [InlineData(-25.0625)]
    [InlineData(-55)]
    public void The_temperatures_of_table_1_come_out_exactly(double celsius)
    {
        part.Celsius = celsius;
        var sensor = new Ds18b20(part, null);
        Assert.True(Measure(sensor));
        Assert.Equal(celsius, sensor.Value(0));
    }

    [Theory]
    [InlineData(9, 25, 25)]
    [InlineData(9, -10.125, -10.5)]
    [InlineData(10, 25.25, 25.25)]
    [InlineData(11, -0.125, -0.125)]
    public void What_a_part_that_is_set_to_fewer_bits_leaves_undefined_is_no_temperature(int bits, double celsius, double read)
    {
        (part.Bits, part.Celsius) = (bits, celsius);
        var sensor = new Ds18b20(part, null);
        Assert.True(Measure(sensor));
        Assert.Equal(read, sensor.Value(0));
    }

    [Fact]
    public void It_is_found_by_its_rom_and_no_other_answers()
    {
        Assert.True(Measure(new Ds18b20(part, Rom)));
        var other = new Ds18b20(part, WithCrc([0x28, 1, 2, 3, 4, 5, 6]));
        Assert.False(Measure(other));
        Assert.Equal(QualityReason.NoAnswer, other.Fault);
    }

    [Fact]
    public void A_rom_with_a_wrong_crc_is_refused_in_construction() =>
        Assert.Throws<ArgumentException>(() => new Ds18b20(part, [0x28, 1, 2, 3, 4, 5, 6, 0]));

    [Fact]
    public void No_presence_pulse_is_no_answer()
    {
        part.IsAbsent = true;
        AssertFails(QualityReason.NoAnswer);
    }

    [Fact]
    public void A_wrong_crc_is_damage()
    {
        part.IsNoisy = true;
        AssertFails(QualityReason.Damaged);
    }

    [Fact]
    public void A_shorted_line_whose_zeros_have_a_right_crc_is_not_taken_for_zero_degrees()
    {
        part.IsShorted = true;
        AssertFails(QualityReason.Damaged);
    }

    [Fact]
    public void The_85_degrees_of_a_part_whose_supply_dipped_are_a_device_failure()
    {
        var sensor = new Ds18b20(part, null);
        int waitMs = sensor.Step(part.NowMs);
        part.PowerOn();
        part.NowMs += waitMs;
        Assert.Equal(-1, sensor.Step(part.NowMs));
        Assert.Equal(QualityReason.DeviceFailure, sensor.Fault);
    }

    private void AssertFails(QualityReason why)
    {
        var sensor = new Ds18b20(part, null);
        Assert.False(Measure(sensor));
        Assert.Equal(why, sensor.Fault);
    }

    private bool Measure(Ds18b20 sensor) => PartRun.Measure(sensor, () => part.NowMs, now => part.NowMs = now);

    private static byte[] WithCrc(byte[] seven) => [.. seven, (byte)Crc8.OfOneWire(seven, 0, 7)];
}
