using System.Text;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Level0;

/// <summary>A loop reads its clock once in a step. What a sensor is told later in it must not be read back too early for that.</summary>
public sealed class LoopTimeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(200)]
    public void Steps_that_are_slow_now_and_then_cost_no_sensor_a_retry(int slowMs)
    {
        var rig = Level0Node.Start();
        rig.SlowStepMs = slowMs;
        rig.Run(60_000);
        AssertNoFault(rig);
    }

    [Fact]
    public void A_connection_attempt_that_takes_seconds_costs_no_sensor_a_retry()
    {
        var rig = Level0Node.Start();
        int attempts = 0;
        rig.Wire.OpenFault = Mqtt.MqttFault.ConnectionRefused;
        rig.Wire.WhileOpening = () =>
        {
            attempts++;
            rig.PassTime(5000);
        };
        rig.Run(400_000);
        Assert.InRange(attempts, 3, 20);
        AssertNoFault(rig);
    }

    [Fact]
    public void A_quick_loop_measures_as_often_as_before()
    {
        var rig = Level0Node.Start();
        rig.Run(60_000);
        Assert.InRange(rig.Counter("Field/i2c1/climate/Measurements"), 49, 60);
    }

    private static void AssertNoFault(SimNode rig)
    {
        var counters = Enumerable.Range(0, rig.Node.Tags.Count).Select(tag => (Tag: tag, Name: rig.Node.Tags.NameOf(tag)))
            .Where(one => one.Name.StartsWith("Field/", StringComparison.Ordinal)).ToList();
        Assert.Contains(counters, one => one.Name.EndsWith("/Measurements", StringComparison.Ordinal) && rig.Node.Tags.GetInt(one.Tag) > 10);
        Assert.All(
            counters.Where(one => one.Name.EndsWith("answer", StringComparison.Ordinal) || one.Name.EndsWith("Damaged", StringComparison.Ordinal)
                || one.Name.EndsWith("faults", StringComparison.Ordinal)),
            one => Assert.True(rig.Node.Tags.GetInt(one.Tag) == 0, $"{one.Name}: {rig.Node.Tags.GetInt(one.Tag)}"));
    }
}
