using FieldNode.Field;

namespace FieldNode;

/// <summary>Commands as the edge node gives them to a driver: all values are checked, then all are written, or none.</summary>
internal static class DriverWrites
{
    /// <summary>A command of one value.</summary>
    public static WriteResult TryWrite(this IFieldDriver driver, int tag, double value, long bits)
    {
        driver.BeginWrites();
        WriteResult result = driver.CheckWrite(tag, value, bits);
        if (result == WriteResult.Queued)
        {
            Assert.True(driver.Write(tag, value, bits));
        }

        return result;
    }

    /// <summary>A command of several whole numbers.</summary>
    /// <returns>Queued, or what the first one that was refused was refused for.</returns>
    public static WriteResult TryWrite(this IFieldDriver driver, params (int Tag, long Value)[] values)
    {
        driver.BeginWrites();
        foreach ((int tag, long value) in values)
        {
            WriteResult result = driver.CheckWrite(tag, value, value);
            if (result != WriteResult.Queued)
            {
                return result;
            }
        }

        foreach ((int tag, long value) in values)
        {
            Assert.True(driver.Write(tag, value, value));
        }

        return WriteResult.Queued;
    }
}
