using FieldNode.Field;

namespace FieldNode.Level0;

public sealed class SensorPaceTests
{
    [Fact]
    public void A_sensor_that_is_measured_more_often_is_slowed_down_and_one_that_is_slower_by_itself_is_not()
    {
        var rig = new SensorRig();
        var fast = new CountingSensor();
        var slow = new CountingSensor();
        rig.Add("fast", fast, periodMs: 100);
        rig.Add("slow", slow, periodMs: 2000);
        rig.Seal();
        Assert.Equal((100, 5), Measured(rig, fast, slow));
        rig.Driver.Pace(5000, rig.NowMs);
        Assert.Equal((2, 2), Measured(rig, fast, slow));
        rig.Driver.Pace(0, rig.NowMs);
        (int fastAgain, int slowAgain) = Measured(rig, fast, slow);
        Assert.InRange(fastAgain, 99, 101);
        Assert.InRange(slowAgain, 4, 6);
    }

    [Fact]
    public void What_waits_for_a_conversion_or_for_its_back_off_goes_on_waiting()
    {
        var rig = new SensorRig();
        var silent = new CountingSensor { Fails = true };
        rig.Add("silent", silent, periodMs: 100);
        rig.Seal();
        rig.Run(60_000);
        int before = silent.Steps;
        for (int i = 0; i < 20; i++)
        {
            rig.Driver.Pace(i, rig.NowMs);
            rig.Run(100);
        }

        Assert.InRange(silent.Steps - before, 0, 2);
    }

    private static (int Fast, int Slow) Measured(SensorRig rig, CountingSensor fast, CountingSensor slow)
    {
        (int fastBefore, int slowBefore) = (fast.Steps, slow.Steps);
        rig.Run(10_000);
        return (fast.Steps - fastBefore, slow.Steps - slowBefore);
    }

    private sealed class CountingSensor : ISensor
    {
        public int Steps { get; private set; }

        public bool Fails { get; init; }

        public int ValueCount => 1;

        public Tags.QualityReason Fault => Tags.QualityReason.NoAnswer;

        public int Step(long nowMs)
        {
            Steps++;
            return Fails ? SensorStep.Failed : SensorStep.Done;
        }

        public double Value(int index) => Steps;

        public Tags.QualityReason ReasonOf(int index) => Tags.QualityReason.None;

        public void Restart()
        {
        }
    }
}
