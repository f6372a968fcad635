using FieldNode.Field;

namespace FieldNode.Esp32.Tests;

/// <summary>Steps a sensor through a measurement under virtual time.</summary>
internal static class Measure
{
    /// <summary>True if it ended in Done.</summary>
    public static bool Of(ISensor sensor, FakeChip chip)
    {
        for (int i = 0; i < 200; i++)
        {
            int waitMs = sensor.Step(chip.NowMs);
            if (waitMs <= 0)
            {
                if (waitMs != SensorStep.Done)
                {
                    sensor.Restart(); // as the driver does
                }

                return waitMs == SensorStep.Done;
            }

            chip.Sleep(waitMs);
        }

        Assert.Fail("the measurement never ends");
        return false;
    }
}
