using FieldNode.Field.Modbus;
using FieldNode.Virtual.Plant;

namespace FieldNode.PurdueLab;

/// <summary>A slave with a number, a setpoint that may be written, and a limit that may not.</summary>
internal sealed class NumberedSlave
{
    internal NumberedSlave(byte unit, string name)
    {
        Model = new ModbusSlaveModel(unit);
        Name = name;
        Show(0);
        Model.SetRegister(ModbusTable.Holding, NumberedPlant.SetpointAddress, 850);
        Model.SetRegister(ModbusTable.Holding, NumberedPlant.LimitAddress, 1200);
    }

    internal string Name { get; }

    internal ModbusSlaveModel Model { get; }

    internal long Last { get; private set; }

    internal List<PlantRead> Reads { get; } = [];

    internal void Show(long number) => Model.SetRegisters(
        ModbusTable.Holding, 0, [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    /// <summary>The number that is shown went out.</summary>
    internal void Taken() => Reads.Add(new PlantRead(Name, ++Last, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
}
