using FieldNode.Field;
using FieldNode.Field.Analog;
using FieldNode.Field.I2c;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>What the driver owes to several sensors at once, and to the filters behind them.</summary>
public sealed class SensorTurnTests
{
    private readonly SensorRig rig = new();

    [Fact]
    public void A_step_holds_one_conversation_however_many_are_due()
    {
        for (int i = 0; i < 3; i++)
        {
            rig.Bus.Plug(0x44 + i, new SimSht4x());
            rig.Tag(rig.Add("s" + i, new Sht4x(rig.Bus, 0x44 + i)), 0, "T" + i);
        }

        rig.Seal();
        for (int i = 1; i <= 3; i++)
        {
            rig.Driver.Step(5000, SensorRig.Utc);
            Assert.Equal(i, rig.Bus.Conversations);
        }
    }

    [Fact]
    public void A_sensor_that_is_away_gets_its_retries_in_each_round()
    {
        rig.Tag(rig.Add("once", new Sht4x(rig.Bus, 0x44), retries: 0), 0, "A");
        rig.Tag(rig.Add("thrice", new Sht4x(rig.Bus, 0x45), retries: 2), 0, "B");
        rig.Seal();
        rig.Run(120_000);
        long rounds = rig.Counter("once/No answer");
        Assert.True(rounds > 3);
        Assert.InRange(rig.Counter("thrice/No answer"), 3 * rounds - 3, 3 * rounds + 3);
    }

    [Fact]
    public void Sensors_that_are_always_due_have_their_turns_alike()
    {
        for (int i = 0; i < 3; i++)
        {
            rig.Tag(rig.Add("a" + i, new AnalogSensor(new SimAnalogInput { Volts = 1 }), 1, 1), 0, "V" + i);
        }

        rig.Seal();
        rig.Run(900);
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(rig.Counter($"a{i}/Measurements"), 290, 310));
    }

    [Fact]
    public void A_bus_with_many_faults_is_recovered_once_a_second_and_not_for_each()
    {
        for (int i = 0; i < 8; i++)
        {
            rig.Bus.Plug(0x44 + i, new SimSht4x());
            rig.Tag(rig.Add("s" + i, new Sht4x(rig.Bus, 0x44 + i), 1, 100), 0, "T" + i);
        }

        rig.Seal();
        (rig.Bus.FlipByte, rig.Bus.Flips) = (1, int.MaxValue); // the parts answer, so none is asked more seldom
        rig.Run(5000);
        Assert.InRange(rig.Bus.Recoveries, 4, 6);
        Assert.True(rig.Counter("s0/Damaged") > 30);
    }

    [Fact]
    public void A_filter_begins_anew_after_its_sensor_was_gone()
    {
        var part = new SimSht4x { Celsius = 20 };
        rig.Bus.Plug(0x44, part);
        int tag = rig.Tag(rig.Add("slow", new Sht4x(rig.Bus, 0x44)), 0, "T", new PlainSignal(3_600_000, -40, 125));
        rig.Seal();
        rig.Run(3000);
        rig.Bus.Unplug(0x44);
        rig.Run(3000);
        part.Celsius = 80;
        rig.Bus.Plug(0x44, part);
        rig.Run(5000);
        Assert.Equal(80, rig.Tags.GetReal(tag), 0.01);
    }

    [Fact]
    public void A_filter_begins_anew_after_its_value_was_beyond_the_converter()
    {
        var ads = new SimAds1115();
        rig.Bus.Plug(0x48, ads);
        int tag = rig.Tag(rig.Add("v", new Ads1115(rig.Bus, 0x48, [new AdsInput()], 128)), 0, "V", new PlainSignal(3_600_000, -10, 10));
        rig.Seal();
        ads.Volts[0] = 0.5;
        rig.Run(2000);
        ads.Volts[0] = 3;
        rig.Run(2000);
        ads.Volts[0] = 1.5;
        rig.Run(2000);
        Assert.Equal(1.5, rig.Tags.GetReal(tag), 0.001);
    }
}
