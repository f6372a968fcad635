using FieldNode.Field.Analog;
using FieldNode.Tags;

namespace FieldNode.Level0;

public sealed class CurrentLoopTests
{
    [Theory]
    [InlineData(0, QualityReason.WireBreak)]
    [InlineData(-0.2, QualityReason.WireBreak)]
    [InlineData(0.4999, QualityReason.WireBreak)]
    [InlineData(0.5, QualityReason.SignalLow)]
    [InlineData(3.5999, QualityReason.SignalLow)]
    [InlineData(3.6, QualityReason.None)]
    [InlineData(3.7, QualityReason.None)]
    [InlineData(3.8, QualityReason.None)]
    [InlineData(4, QualityReason.None)]
    [InlineData(12, QualityReason.None)]
    [InlineData(20, QualityReason.None)]
    [InlineData(20.5, QualityReason.None)]
    [InlineData(20.9, QualityReason.None)]
    [InlineData(21, QualityReason.None)]
    [InlineData(21.0001, QualityReason.SignalHigh)]
    [InlineData(25, QualityReason.SignalHigh)]
    [InlineData(double.NaN, QualityReason.Overload)]
    public void The_limits_of_NE_43_decide(double ma, QualityReason why)
    {
        var loop = new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 100 });
        Assert.Equal(why, loop.Convert(ma / 10, 0));
    }

    [Theory]
    [InlineData(3.6, -2.5)]
    [InlineData(4, 0)]
    [InlineData(8, 25)]
    [InlineData(12, 50)]
    [InlineData(20, 100)]
    [InlineData(21, 106.25)]
    public void Linear_scaling_goes_on_over_both_ends(double ma, double percent)
    {
        var loop = new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 100 });
        Assert.Equal(QualityReason.None, loop.Convert(ma / 10, 0));
        Assert.Equal(percent, loop.Value, 1e-9);
    }

    [Theory]
    [InlineData(3.7, 0)]
    [InlineData(4, 0)]
    [InlineData(4.04, 0)] // below the cutoff of 1 %
    [InlineData(5, 100)]
    [InlineData(8, 200)]
    [InlineData(20, 400)]
    public void Square_root_scaling_makes_flow_of_differential_pressure(double ma, double flow)
    {
        var loop = new CurrentLoop(
            new CurrentLoopSpec { ShuntOhm = 250, Low = 0, High = 400, SquareRoot = true, CutoffPercent = 1 });
        Assert.Equal(QualityReason.None, loop.Convert(ma * 0.25, 0));
        Assert.Equal(flow, loop.Value, 1e-6);
    }

    [Fact]
    public void A_range_may_fall_with_the_current()
    {
        var loop = new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 0, Low = 10, High = -10 });
        loop.Convert(8, 0);
        Assert.Equal(5, loop.Value, 1e-9);
    }

    [Fact]
    public void After_one_time_constant_a_step_has_gone_63_percent_of_its_way()
    {
        var loop = new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 100, FilterMs = 1000 });
        loop.Convert(0.4, 0);
        for (int ms = 100; ms <= 1000; ms += 100)
        {
            loop.Convert(2.0, ms);
        }

        Assert.Equal(100 * (1 - Math.Exp(-1)), loop.Value, 1e-6);
    }

    [Fact]
    public void The_filter_does_not_depend_on_how_often_it_is_fed()
    {
        var often = new FirstOrderFilter(1000);
        var seldom = new FirstOrderFilter(1000);
        often.Next(0, 0);
        seldom.Next(0, 0);
        for (int ms = 10; ms < 3000; ms += 10)
        {
            often.Next(1, ms);
        }

        Assert.Equal(seldom.Next(1, 3000), often.Next(1, 3000), 1e-9);
    }

    [Fact]
    public void A_filter_does_not_hide_a_broken_wire_and_begins_anew_after_it()
    {
        var loop = new CurrentLoop(new CurrentLoopSpec { ShuntOhm = 100, FilterMs = 60000 });
        loop.Convert(2.0, 0);
        Assert.Equal(QualityReason.WireBreak, loop.Convert(0, 100));
        Assert.Equal(QualityReason.None, loop.Convert(0.4, 200));
        Assert.Equal(0, loop.Value, 1e-9);
    }

    [Fact]
    public void A_plain_signal_outside_of_what_is_possible_is_an_overload()
    {
        var signal = new PlainSignal(0, -40, 85);
        Assert.Equal(QualityReason.None, signal.Convert(85, 0));
        Assert.Equal(QualityReason.Overload, signal.Convert(85.1, 1));
        Assert.Equal(QualityReason.Overload, signal.Convert(double.NaN, 2));
        Assert.Equal(QualityReason.Overload, signal.Convert(-41, 3));
    }
}
