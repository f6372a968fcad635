using FieldNode.Field;
using FieldNode.Tags;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

/// <summary>A MAX31865 whose simulated part, which has a clock of its own, is kept at the time of the rig.</summary>
internal sealed class TimedMax(SimMax31865 part, SensorRig rig) : ISensor
{
    private readonly Max31865 sensor = new(part, 430, 100, 3, false);

    public int ValueCount => sensor.ValueCount;

    public QualityReason Fault => sensor.Fault;

    public int Step(long nowMs)
    {
        part.NowMs = rig.NowMs;
        return sensor.Step(nowMs);
    }

    public double Value(int index) => sensor.Value(index);

    public QualityReason ReasonOf(int index) => sensor.ReasonOf(index);

    public void Restart() => sensor.Restart();
}
