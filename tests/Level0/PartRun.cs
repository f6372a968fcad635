using FieldNode.Field;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>Steps one sensor through a measurement under virtual time.</summary>
internal static class PartRun
{
    /// <summary>A measurement: true if it ended in Done. Time goes on in the bus.</summary>
    public static bool Measure(ISensor sensor, SimI2cBus bus) =>
        Measure(sensor, () => bus.NowMs, now => bus.NowMs = now);

    /// <param name="shortBy">Of each wait so many ms do not pass, as on a clock that is cut to whole ms.</param>
    public static bool Measure(ISensor sensor, Func<long> now, Action<long> setNow, int shortBy = 0)
    {
        for (int i = 0; i < 200; i++)
        {
            int waitMs = sensor.Step(now());
            if (waitMs <= 0)
            {
                return waitMs == SensorStep.Done;
            }

            setNow(now() + waitMs - shortBy);
        }

        Assert.Fail("the measurement never ends");
        return false;
    }
}
