using FieldNode.Field;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Max31865Tests
{
    private readonly SimMax31865 part = new(430) { NowMs = 1000 };
    private readonly Max31865 sensor;

    public Max31865Tests() => sensor = new Max31865(part, 430, 100, 3, false);

    [Theory]
    [InlineData(100, 0)]
    [InlineData(138.51, 100)]
    [InlineData(60.26, -100)]
    [InlineData(390.48, 850)]
    public void A_resistance_becomes_the_temperature_of_IEC_60751(double ohm, double celsius)
    {
        part.Ohm = ohm;
        Assert.True(Measure());
        Assert.Equal(celsius, sensor.Value(0), 0.05); // a step is 0.013 ohm, 0.03 K
        Assert.Equal(ohm, sensor.Value(1), 0.007);
    }

    [Fact]
    public void An_open_sensor_is_a_broken_wire()
    {
        part.Ohm = double.PositiveInfinity;
        AssertBad(QualityReason.WireBreak);
    }

    [Theory]
    [InlineData(9.8, QualityReason.ShortCircuit)]
    [InlineData(10.5, QualityReason.Overload)]   // -219 °C: no platinum thermometer
    [InlineData(393, QualityReason.Overload)]    // 858 °C
    [InlineData(396, QualityReason.WireBreak)]
    public void Beyond_the_thresholds_the_part_tells_a_fault_and_between_them_the_range_decides(double ohm, QualityReason why)
    {
        part.Ohm = ohm;
        Assert.True(Measure());
        Assert.Equal(why, sensor.ReasonOf(0));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void The_wires_and_the_mains_are_told_to_the_part(int wires, bool mains60Hz)
    {
        var other = new Max31865(part, 430, 100, wires, mains60Hz);
        Assert.True(PartRun.Measure(other, () => part.NowMs, now => part.NowMs = now));
        Assert.Equal((wires == 3, !mains60Hz), (part.IsThreeWire, part.Is50Hz));
    }

    [Fact]
    public void Between_measurements_no_current_warms_the_sensor()
    {
        Assert.True(Measure());
        Assert.False(part.IsBiasOn);
        Assert.True(Measure());
        Assert.False(part.IsBiasOn);
    }

    [Fact]
    public void An_open_force_lead_is_a_broken_wire()
    {
        part.ForceOpen = true;
        AssertBad(QualityReason.WireBreak);
    }

    [Fact]
    public void A_shorted_sensor_is_a_short_circuit()
    {
        part.Ohm = 0.2;
        AssertBad(QualityReason.ShortCircuit);
    }

    [Fact]
    public void Over_or_undervoltage_at_an_input_is_an_overload()
    {
        part.OverVoltage = true;
        AssertBad(QualityReason.Overload);
    }

    [Theory]
    [InlineData(0x80, QualityReason.WireBreak)]
    [InlineData(0x40, QualityReason.ShortCircuit)]
    [InlineData(0x20, QualityReason.WireBreak)]
    [InlineData(0x10, QualityReason.WireBreak)]
    [InlineData(0x08, QualityReason.WireBreak)]
    [InlineData(0x04, QualityReason.Overload)]
    [InlineData(0x84, QualityReason.Overload)]
    [InlineData(0x44, QualityReason.Overload)]
    [InlineData(0xC0, QualityReason.ShortCircuit)]
    [InlineData(0x03, QualityReason.None)]
    public void Each_fault_bit_has_its_reason(int status, QualityReason why) => Assert.Equal(why, Max31865.ReasonOfFaults(status));

    [Fact]
    public void It_is_good_again_when_the_wire_is_mended()
    {
        part.Ohm = double.PositiveInfinity;
        Assert.True(Measure());
        part.Ohm = 119.40;
        Assert.True(Measure());
        Assert.Equal(QualityReason.None, sensor.ReasonOf(0));
        Assert.Equal(50, sensor.Value(0), 0.05);
    }

    [Theory]
    [InlineData((byte)0x00)]
    [InlineData((byte)0xFF)]
    public void A_bus_without_a_part_is_no_answer(byte floating)
    {
        part.Floating = floating;
        Assert.False(Measure());
        Assert.Equal(QualityReason.NoAnswer, sensor.Fault);
    }

    [Fact]
    public void A_part_that_lost_its_supply_and_with_it_its_thresholds_is_found()
    {
        Assert.True(Measure());
        part.PowerOn();
        Assert.False(Measure());
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
        sensor.Restart();
        Assert.True(Measure());
    }

    [Fact]
    public void A_lost_bus_is_told()
    {
        part.IsLost = true;
        Assert.False(Measure());
        Assert.Equal(QualityReason.PortLost, sensor.Fault);
    }

    private void AssertBad(QualityReason why)
    {
        Assert.True(Measure());
        Assert.Equal(why, sensor.ReasonOf(0));
        Assert.Equal(why, sensor.ReasonOf(1));
    }

    private bool Measure() => PartRun.Measure(sensor, () => part.NowMs, now => part.NowMs = now);
}
