using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Ina219Tests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };
    private readonly SimIna219 part = new();

    public Ina219Tests() => bus.Plug(Ina219.UsualAddress, part);

    [Fact]
    public void The_worked_example_of_the_datasheet_gives_11_98_V_10_A_and_119_8_W()
    {
        // SBOS448, 8.5.2: 10 A over 2 mohm; bus register 5D98h, shunt register 07D0h
        (part.BusVolts, part.ShuntVolts) = (11.98, 0.02);
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.002);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(11.98, sensor.Value(0), 1e-9);
        Assert.Equal(10, sensor.Value(1), 1e-9);
        Assert.Equal(119.8, sensor.Value(2), 1e-6);
    }

    [Fact]
    public void A_current_that_flows_back_is_negative()
    {
        part.ShuntVolts = -0.1;
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.1);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(-1, sensor.Value(1), 1e-9);
    }

    [Fact]
    public void A_shunt_voltage_at_its_end_is_an_overload_of_current_and_power_only()
    {
        part.ShuntVolts = 0.4;
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.1);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.None, sensor.ReasonOf(0));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(1));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(2));
    }

    [Fact]
    public void A_shunt_voltage_at_its_lower_end_is_an_overload_as_well()
    {
        part.ShuntVolts = -0.4;
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.1);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(1));
    }

    [Fact]
    public void An_overflow_that_the_part_tells_is_an_overload_of_current_and_power()
    {
        part.IsOverflown = true;
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.1);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal([QualityReason.None, QualityReason.Overload, QualityReason.Overload], Enumerable.Range(0, 3).Select(sensor.ReasonOf));
    }

    [Fact]
    public void A_conversion_that_is_late_is_waited_for_and_nothing_old_is_taken()
    {
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.1);
        Assert.True(PartRun.Measure(sensor, bus));
        (part.LateMs, part.BusVolts) = (6, 12);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(12, sensor.Value(0), 1e-9);
        part.LateMs = 1000;
        Assert.False(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.DeviceFailure, sensor.Fault);
    }

    [Fact]
    public void A_part_that_lost_its_supply_during_a_conversion_is_damage()
    {
        var sensor = new Ina219(bus, Ina219.UsualAddress, 0.1);
        int waitMs = sensor.Step(bus.NowMs);
        part.PowerOn();
        bus.NowMs += waitMs;
        Assert.Equal(-1, sensor.Step(bus.NowMs));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }
}
