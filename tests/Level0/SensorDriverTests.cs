using FieldNode.Field;
using FieldNode.Field.Analog;
using FieldNode.Field.I2c;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class SensorDriverTests
{
    private readonly SensorRig rig = new();
    private readonly SimSht4x part = new();
    private int temperature;

    [Fact]
    public void A_sensor_that_answers_gives_good_values_and_births_its_device()
    {
        Climate();
        Assert.False(rig.Tags.IsDeviceOnline(1));
        rig.Run(100);
        Assert.True(rig.Tags.IsDeviceOnline(1));
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
        Assert.Equal(21.5, rig.Tags.GetReal(temperature), 0.01);
    }

    [Fact]
    public void It_measures_once_in_a_period()
    {
        Climate(periodMs: 500);
        rig.Run(10_000);
        Assert.InRange(rig.Counter("climate/Measurements"), 19, 21);
        Assert.True(rig.Steps < 100, "it asked to be stepped more often than there is something to do: " + rig.Steps);
    }

    [Fact]
    public void A_part_that_does_not_acknowledge_is_bad_recovered_and_dead_and_comes_back()
    {
        Climate();
        rig.Run(100);
        rig.Bus.Unplug(Sht4x.UsualAddress);
        rig.Run(1000);
        rig.AssertBad(temperature, QualityReason.NoAnswer);
        Assert.False(rig.Tags.IsDeviceOnline(1));
        Assert.Equal(QualityReason.NoAnswer, rig.Tags.DeviceReason(1));
        Assert.Equal(1, rig.Bus.Recoveries);
        Assert.Equal(21.5, rig.Tags.GetReal(temperature), 0.01); // the last good value
        rig.Bus.Plug(Sht4x.UsualAddress, part);
        rig.Run(3000);
        Assert.True(rig.Tags.IsDeviceOnline(1));
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
    }

    [Fact]
    public void An_absent_part_is_asked_more_and_more_seldom_up_to_once_a_minute()
    {
        rig.Tag(rig.Add("climate", new Sht4x(rig.Bus, 0x44)), 0, "T");
        rig.Seal();
        rig.Run(600_000);
        Assert.InRange(rig.Counter("climate/No answer"), 10, 18);
        Assert.False(rig.Tags.IsDeviceOnline(1));
        long before = rig.Counter("climate/No answer");
        rig.Run(120_000);
        Assert.Equal(2, rig.Counter("climate/No answer") - before);
    }

    [Fact]
    public void A_stuck_bus_is_freed_and_the_values_come_back()
    {
        Climate();
        rig.Run(100);
        rig.Bus.IsStuck = true;
        rig.Run(1000);
        rig.AssertBad(temperature, QualityReason.BusStuck);
        Assert.Equal(1, rig.Counter("Recoveries"));
        Assert.Equal(0, rig.Counter("Recoveries failed"));
        rig.Run(3000);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
    }

    [Fact]
    public void A_shorted_bus_stays_bad_and_says_that_recovery_does_not_help()
    {
        Climate();
        (rig.Bus.IsStuck, rig.Bus.IsShorted) = (true, true);
        rig.Run(10_000);
        rig.AssertBad(temperature, QualityReason.BusStuck);
        Assert.True(rig.Counter("Recoveries failed") >= 2);
        Assert.False(rig.Tags.IsDeviceOnline(1));
    }

    [Fact]
    public void An_unplugged_adapter_is_a_lost_port()
    {
        Climate();
        rig.Run(100);
        rig.Bus.IsLost = true;
        rig.Run(1100);
        rig.AssertBad(temperature, QualityReason.PortLost);
        Assert.Equal(QualityReason.PortLost, rig.Tags.DeviceReason(1));
    }

    [Fact]
    public void A_wrong_crc_is_bad_and_recovered_but_the_device_lives()
    {
        Climate();
        rig.Run(100);
        (rig.Bus.FlipByte, rig.Bus.Flips) = (1, 1);
        rig.Run(1000);
        rig.AssertBad(temperature, QualityReason.Damaged);
        Assert.Equal(1, rig.Bus.Recoveries);
        Assert.True(rig.Tags.IsDeviceOnline(1));
        rig.Run(1100);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
    }

    [Fact]
    public void One_wrong_crc_is_not_seen_outside_if_it_may_be_asked_again()
    {
        Climate(retries: 1);
        rig.Run(100);
        (rig.Bus.FlipByte, rig.Bus.Flips) = (1, 1);
        rig.Run(1000);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
        Assert.Equal(1, rig.Counter("climate/Damaged"));
        Assert.Equal(0, rig.Bus.Recoveries);
    }

    [Fact]
    public void The_wrong_part_is_told_to_the_installer_without_touching_the_bus()
    {
        rig.Bus.Plug(0x76, new SimBme280 { ChipId = 0x58 });
        int tag = rig.Tag(rig.Add("air", new Bme280(rig.Bus, 0x76)), 0, "T");
        rig.Seal();
        rig.Run(100);
        rig.AssertBad(tag, QualityReason.WrongPart);
        Assert.Equal(0, rig.Bus.Recoveries);
        Assert.True(rig.Tags.IsDeviceOnline(1));
    }

    [Fact]
    public void A_dead_part_does_not_hold_up_the_others_on_its_bus()
    {
        Climate(periodMs: 100, seal: false);
        rig.Tag(rig.Add("gone", new Bme280(rig.Bus, 0x77), 1, 100), 0, "G");
        rig.Seal();
        rig.Run(10_000);
        Assert.InRange(rig.Counter("climate/Measurements"), 80, 100);
        Assert.True(rig.Tags.IsDeviceOnline(1)); // one of its sensors answers
    }

    [Fact]
    public void A_device_is_born_only_when_each_of_its_sensors_was_heard_or_given_up()
    {
        rig.Bus.Plug(0x44, part);
        rig.Bus.Plug(Scd4x.UsualAddress, new SimScd4x());
        rig.Tag(rig.Add("climate", new Sht4x(rig.Bus, 0x44)), 0, "T");
        rig.Tag(rig.Add("co2", new Scd4x(rig.Bus, Scd4x.UsualAddress)), 0, "C");
        rig.Seal();
        rig.Run(3000);
        Assert.False(rig.Tags.IsDeviceOnline(1)); // the first CO2 comes after five seconds
        rig.Run(4000);
        Assert.True(rig.Tags.IsDeviceOnline(1));
    }

    [Fact]
    public void A_current_loop_over_an_ADS1115_tells_a_broken_wire_from_zero()
    {
        var ads = new SimAds1115();
        rig.Bus.Plug(0x48, ads);
        int sensor = rig.Add("loops", new Ads1115(rig.Bus, 0x48, [new AdsInput { Channel = 0 }, new AdsInput { Channel = 1 }], 128));
        int level = rig.Tag(sensor, 0, "Level", new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 100, High = 5 }));
        int flow = rig.Tag(sensor, 1, "Flow", new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 100, High = 80, SquareRoot = true }));
        rig.Seal();
        (ads.Volts[0], ads.Volts[1]) = (0.4, 0.8);
        rig.Run(1000);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(level));
        Assert.Equal(0, rig.Tags.GetReal(level), 0.001);
        Assert.Equal(40, rig.Tags.GetReal(flow), 0.01);
        ads.Volts[0] = 0;
        rig.Run(1000);
        rig.AssertBad(level, QualityReason.WireBreak);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(flow));
        ads.Volts[0] = 0.355;
        rig.Run(1000);
        rig.AssertBad(level, QualityReason.SignalLow);
        ads.Volts[0] = 2.03; // 20.3 mA
        rig.Run(1000);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(level));
        ads.Volts[0] = 2.2;  // beyond the converter's 2.048 V as well
        rig.Run(1000);
        rig.AssertBad(level, QualityReason.Overload);
    }

    [Fact]
    public void A_PT100_with_a_broken_wire_is_bad_and_its_device_lives()
    {
        var converter = new SimMax31865(430);
        int tag = rig.Tag(rig.Add("pt100", new TimedMax(converter, rig)), 0, "T");
        rig.Seal();
        converter.Ohm = double.PositiveInfinity;
        rig.Run(500);
        rig.AssertBad(tag, QualityReason.WireBreak);
        Assert.True(rig.Tags.IsDeviceOnline(1));
        converter.Ohm = 109.73;
        rig.Run(1500);
        Assert.Equal(25, rig.Tags.GetReal(tag), 0.05);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(tag));
    }

    [Fact]
    public void An_analogue_input_of_the_board_at_its_end_is_an_overload_and_a_lost_one_is_told()
    {
        var input = new SimAnalogInput { Volts = 1.25 };
        int tag = rig.Tag(rig.Add("adc1", new AnalogSensor(input), 1, 100), 0, "V");
        rig.Seal();
        rig.Run(150);
        Assert.Equal(1.25, rig.Tags.GetReal(tag));
        input.Volts = 3.3;
        rig.Run(150);
        rig.AssertBad(tag, QualityReason.Overload);
        input.IsTaken = true;
        rig.Run(150);
        rig.AssertBad(tag, QualityReason.PortLost);
    }

    [Fact]
    public void After_a_long_blindness_it_measures_once_and_does_not_make_up_for_the_time()
    {
        Climate();
        rig.Run(3000);
        long before = rig.Counter("climate/Measurements");
        rig.Blind(60_000);
        rig.Run(900);
        Assert.InRange(rig.Counter("climate/Measurements") - before, 1, 2);
        Assert.Equal(Quality.Good, rig.Tags.QualityOf(temperature));
    }

    [Fact]
    public void A_measured_value_cannot_be_written()
    {
        Climate();
        Assert.Equal(WriteResult.NotWritable, rig.Driver.TryWrite(temperature, 1, 1));
        Assert.Equal(WriteResult.NotMine, rig.Driver.TryWrite(60, 1, 1));
    }

    [Fact]
    public void Random_faults_never_leave_a_wrong_value_called_good()
    {
        Random random = Seeded.Random();
        Climate(periodMs: 50, retries: 1);
        for (int i = 0; i < 3000; i++)
        {
            part.Celsius = random.Next(-40, 125);
            switch (random.Next(8))
            {
                case 0: rig.Bus.IsStuck = true; break;
                case 1: (rig.Bus.FlipByte, rig.Bus.Flips) = (random.Next(6), random.Next(1, 4)); break;
                case 2: rig.Bus.IsLost = !rig.Bus.IsLost; break;
                case 3: rig.Bus.Unplug(0x44); break;
                default:
                    rig.Bus.Plug(0x44, part);
                    rig.Bus.IsLost = false;
                    break;
            }

            long measured = rig.Counter("climate/Measurements");
            rig.Run(200);
            if (rig.Tags.QualityOf(temperature) == Quality.Good)
            {
                Assert.True(rig.Counter("climate/Measurements") > measured || !rig.Tags.IsDeviceOnline(1));
                Assert.Equal(part.Celsius, rig.Tags.GetReal(temperature), 0.01);
            }
        }
    }

    private void Climate(int periodMs = 1000, int retries = 0, bool seal = true)
    {
        rig.Bus.Plug(Sht4x.UsualAddress, part);
        int sensor = rig.Add("climate", new Sht4x(rig.Bus, Sht4x.UsualAddress), 1, periodMs, retries);
        temperature = rig.Tag(sensor, 0, "Temperature");
        if (seal)
        {
            rig.Seal();
        }
    }
}
