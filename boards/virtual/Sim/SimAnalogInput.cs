using FieldNode.Field;

namespace FieldNode.Virtual.Sim;

/// <summary>An analogue input of a board.</summary>
public sealed class SimAnalogInput : IAnalogInput
{
    public double Volts { get; set; }
    public bool IsTaken { get; set; }
    public double FullScaleVolts => 3.1;

    public bool Open() => !IsTaken;

    public double ReadVolts() => IsTaken ? double.NaN : Math.Min(Volts, FullScaleVolts);
}
