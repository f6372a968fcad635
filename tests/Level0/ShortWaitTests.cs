using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>
/// The loop's clock is cut to whole ms: from a step at 1000.9 to one at 1010.0 it counts 10 and 9.1 have passed. No part may be read too
/// early for that.
/// </summary>
public sealed class ShortWaitTests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };

    [Fact]
    public void A_bme280_is_read_late_enough() => AssertBearsIt(0x76, new SimBme280(), new Bme280(bus, 0x76));

    [Fact]
    public void An_sht4x_is_read_late_enough() => AssertBearsIt(0x44, new SimSht4x(), new Sht4x(bus, 0x44));

    [Fact]
    public void An_ina219_is_read_late_enough() => AssertBearsIt(0x40, new SimIna219(), new Ina219(bus, 0x40, 0.1));

    [Fact]
    public void An_scd4x_is_started_and_read_late_enough() => AssertBearsIt(0x62, new SimScd4x(), new Scd4x(bus, 0x62));

    [Fact]
    public void A_part_of_the_node_file_has_the_wait_that_it_was_given()
    {
        var spec = new RegisterSpec { Command = [0x24, 0x00], WaitMs = 15, ReplyBytes = 6, CrcEvery = 2, Values = [new RegisterValue()] };
        AssertBearsIt(0x45, new SimSht3x(), new RegisterPart(bus, 0x45, spec));
    }

    [Fact]
    public void A_max31865_is_read_late_enough()
    {
        var part = new SimMax31865(430) { NowMs = 1000, Ohm = 138.51 };
        var sensor = new Max31865(part, 430, 100, 3, false);
        Assert.True(PartRun.Measure(sensor, () => part.NowMs, now => part.NowMs = now, 1));
        Assert.Equal(100, sensor.Value(0), 0.1);
    }

    [Fact]
    public void A_ds18b20_is_read_late_enough()
    {
        var part = new SimDs18b20([0x28, 0, 0, 0, 0, 0, 0, 0]) { NowMs = 1000, Celsius = 25.0625 };
        var sensor = new Ds18b20(part, null);
        Assert.True(PartRun.Measure(sensor, () => part.NowMs, now => part.NowMs = now, 1));
        Assert.Equal(25.0625, sensor.Value(0));
    }

    private void AssertBearsIt(int address, ISimI2cPart part, ISensor sensor)
    {
        bus.Plug(address, part);
        Assert.True(PartRun.Measure(sensor, () => bus.NowMs, now => bus.NowMs = now, 1), sensor.Fault.ToString());
    }
}
