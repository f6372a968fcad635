using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class Ads1115Tests
{
    private readonly SimI2cBus bus = new() { NowMs = 1000 };
    private readonly SimAds1115 part = new();

    public Ads1115Tests() => bus.Plug(Ads1115.UsualAddress, part);

    [Fact]
    public void Four_inputs_are_converted_one_after_the_other()
    {
        Ads1115 sensor = Sensor(Enumerable.Range(0, 4).Select(i => new AdsInput { Channel = i, FullScaleMv = 2048 }));
        for (int i = 0; i < 4; i++)
        {
            part.Volts[i] = 0.4 * (i + 1);
        }

        Assert.True(PartRun.Measure(sensor, bus));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(0.4 * (i + 1), sensor.Value(i), 0.0000625); // one step of 62.5 µV
        }
    }

    [Theory]
    [InlineData(6144, 187.5)]
    [InlineData(4096, 125)]
    [InlineData(2048, 62.5)]
    [InlineData(1024, 31.25)]
    [InlineData(512, 15.625)]
    [InlineData(256, 7.8125)]
    public void A_step_is_as_table_3_of_the_datasheet_says(int fullScaleMv, double microvolts)
    {
        Ads1115 sensor = Sensor([new AdsInput { Channel = 1, FullScaleMv = fullScaleMv }]);
        part.Volts[1] = 1000 * microvolts / 1e6;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(1000 * microvolts / 1e6, sensor.Value(0), 1e-12);
    }

    [Theory]
    [InlineData(4, 0, 1)]
    [InlineData(5, 0, 3)]
    [InlineData(6, 1, 3)]
    [InlineData(7, 2, 3)]
    public void Differential_inputs_have_a_sign(int channel, int plus, int minus)
    {
        Ads1115 sensor = Sensor([new AdsInput { Channel = channel, FullScaleMv = 1024 }]);
        part.Volts[plus] = 0.25;
        part.Volts[minus] = 0.75;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(-0.5, sensor.Value(0), 0.00004);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(128)]
    [InlineData(860)]
    public void A_part_at_the_slow_end_of_its_clock_is_done_when_it_is_asked(int rate)
    {
        part.Slowness = 1.1;
        part.Volts[0] = 1;
        var sensor = new Ads1115(bus, Ads1115.UsualAddress, [new AdsInput()], rate);
        int conversations = bus.Conversations;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(3, bus.Conversations - conversations);
        Assert.Equal(1, sensor.Value(0), 0.0001);
    }

    [Fact]
    public void A_clipped_input_is_an_overload_and_the_others_stay_good()
    {
        Ads1115 sensor = Sensor([new AdsInput { Channel = 0 }, new AdsInput { Channel = 1 }]);
        part.Volts[0] = 2.5;
        part.Volts[1] = 1.5;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(0));
        Assert.Equal(QualityReason.None, sensor.ReasonOf(1));
        part.Volts[0] = 0.5;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.None, sensor.ReasonOf(0));
    }

    [Fact]
    public void A_differential_input_that_is_clipped_below_is_an_overload_as_well()
    {
        Ads1115 sensor = Sensor([new AdsInput { Channel = 4, FullScaleMv = 1024 }]);
        part.Volts[1] = 1.5;
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(QualityReason.Overload, sensor.ReasonOf(0));
    }

    [Fact]
    public void After_a_fault_in_the_middle_all_inputs_are_measured_anew()
    {
        Ads1115 sensor = Sensor([new AdsInput { Channel = 0 }, new AdsInput { Channel = 1 }]);
        (part.Volts[0], part.Volts[1]) = (0.5, 1.5);
        Assert.True(PartRun.Measure(sensor, bus));
        for (int i = 0; i < 4; i++)
        {
            bus.NowMs += sensor.Step(bus.NowMs); // the first input is read, the second is converting
        }

        part.PowerOn();
        Assert.Equal(-1, sensor.Step(bus.NowMs));
        sensor.Restart();
        (part.Volts[0], part.Volts[1]) = (0.7, 1.7);
        Assert.True(PartRun.Measure(sensor, bus));
        Assert.Equal(0.7, sensor.Value(0), 0.0001);
        Assert.Equal(1.7, sensor.Value(1), 0.0001);
    }

    [Fact]
    public void A_part_that_lost_its_supply_during_a_conversion_gives_no_value_of_another_input()
    {
        Ads1115 sensor = Sensor([new AdsInput { Channel = 0 }]);
        int waitMs = sensor.Step(bus.NowMs);
        part.PowerOn();
        bus.NowMs += waitMs;
        Assert.Equal(-1, sensor.Step(bus.NowMs));
        Assert.Equal(QualityReason.Damaged, sensor.Fault);
    }

    [Fact]
    public void A_part_that_never_gets_ready_fails_instead_of_being_asked_for_ever()
    {
        part.Slowness = 1000;
        Assert.False(PartRun.Measure(Sensor([new AdsInput()]), bus));
    }

    [Fact]
    public void Nonsense_is_refused_in_construction()
    {
        Assert.Throws<ArgumentException>(() => Sensor([]));
        Assert.Throws<ArgumentException>(() => Sensor([new AdsInput { Channel = 8 }]));
        Assert.Throws<ArgumentException>(() => Sensor([new AdsInput { FullScaleMv = 3000 }]));
        Assert.Throws<ArgumentException>(() => new Ads1115(bus, 0x48, [new AdsInput()], 100));
    }

    private Ads1115 Sensor(IEnumerable<AdsInput> inputs) => new(bus, Ads1115.UsualAddress, [.. inputs], 128);
}
