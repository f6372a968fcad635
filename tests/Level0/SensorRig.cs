using FieldNode.Field;
using FieldNode.Field.Analog;
using FieldNode.ProtoLite;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>A bus, a tag table and a driver over them, stepped under virtual time.</summary>
internal sealed class SensorRig
{
    public const long Utc = 1_790_000_000_000;

    /// <summary>A rig with its own bus, or over another.</summary>
    public SensorRig(int devices = 1, II2cBus? bus = null)
    {
        Tags = new TagTable(64, devices + 1);
        for (int i = 1; i <= devices; i++)
        {
            Tags.AddDevice("D" + i);
        }

        Driver = new SensorDriver("i2c1", bus ?? Bus, Tags, 16, 32);
    }

    public SimI2cBus Bus { get; } = new();
    public TagTable Tags { get; }
    public SensorDriver Driver { get; }
    public long NowMs { get; private set; } = 5000;

    /// <summary>How often the driver was stepped.</summary>
    public int Steps { get; private set; }

    public int Add(string name, ISensor sensor, int device = 1, int periodMs = 1000, int retries = 0) =>
        Driver.AddSensor(name, sensor, device, periodMs, retries);

    public int Tag(int sensor, int value, string name, Signal? signal = null, int device = 1)
    {
        int tag = Tags.Add(device, new TagSpec { Name = name, DataType = DataType.Float });
        Driver.AddPoint(sensor, value, tag, signal);
        return tag;
    }

    public void Seal() => Tags.Seal(true);

    /// <summary>Steps the driver as the loop would, for so many ms.</summary>
    public void Run(long ms)
    {
        long endMs = NowMs + ms;
        while (NowMs < endMs)
        {
            Bus.NowMs = NowMs;
            Tags.Tick(NowMs);
            int sleepMs = Driver.Step(NowMs, Utc + NowMs);
            Steps++;
            Assert.InRange(sleepMs, 0, 1000);
            NowMs = Math.Min(endMs, NowMs + Math.Max(1, sleepMs));
        }
    }

    /// <summary>The device is blind for so long: nothing steps.</summary>
    public void Blind(long ms) => NowMs += ms;

    public long Counter(string name)
    {
        for (int i = 0; i < Driver.CounterCount; i++)
        {
            if (Driver.CounterName(i) == "Field/i2c1/" + name)
            {
                return Driver.Counter(i);
            }
        }

        throw new ArgumentException(name);
    }

    public void AssertBad(int tag, QualityReason why)
    {
        Assert.Equal(Quality.Bad, Tags.QualityOf(tag));
        Assert.Equal(why, Tags.ReasonOf(tag));
    }
}
