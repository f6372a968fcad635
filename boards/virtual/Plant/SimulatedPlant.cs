using System.Buffers.Binary;
using System.Text;
using FieldNode.Field.Modbus;

namespace FieldNode.Virtual.Plant;

/// <summary>
/// A small plant: an energy meter, a boiler and a tank with a pump, as three Modbus slaves whose values move as physics would have them.
/// The same seed gives the same plant.
/// </summary>
public sealed class SimulatedPlant
{
    public const byte MeterUnit = 1;
    public const byte BoilerUnit = 2;
    public const byte TankUnit = 3;

    private readonly Random noise;
    private double seconds;
    private double flowTemperature = 61;
    private double returnTemperature = 48;
    private double level = 2.4;
    private double totalWh = 1_234_567;
    private double totalLitres = 98_765_432;
    private bool burner = true;
    private bool pump = true;

    public SimulatedPlant(int seed = 1)
    {
        noise = new Random(seed);
        Boiler.SetRegister(ModbusTable.Holding, 2, 650); // set point, 65.0 °C
        Boiler.SetBit(ModbusTable.Coil, 0, true);
        byte[] serial = Encoding.ASCII.GetBytes("BLR-2026-0042".PadRight(16, '\0'));
        Boiler.SetRegisters(ModbusTable.Holding, 10, serial);
        Tank.SetRegister(ModbusTable.Holding, 8, 1450);
        Advance(0.1);
    }

    public ModbusSlaveModel Meter { get; } = new(MeterUnit) { Identification = ["FieldNode", "EM3", "1.2"] };

    public ModbusSlaveModel Boiler { get; } = new(BoilerUnit) { Identification = ["FieldNode", "Boiler"] };

    public ModbusSlaveModel Tank { get; } = new(TankUnit);

    public IEnumerable<ModbusSlaveModel> Slaves => [Meter, Boiler, Tank];

    /// <summary>The reply of whichever slave a frame is for; null if none answers.</summary>
    public byte[]? Answer(byte[] frame) => Slaves.Select(s => s.Answer(frame)).FirstOrDefault(reply => reply is not null);

    /// <summary>Lets the plant run on.</summary>
    public void Advance(double elapsedSeconds)
    {
        seconds += elapsedSeconds;
        AdvanceMeter(elapsedSeconds);
        AdvanceBoiler(elapsedSeconds);
        AdvanceTank(elapsedSeconds);
    }

    private void AdvanceMeter(double dt)
    {
        double power = 0;
        for (int phase = 0; phase < 3; phase++)
        {
            double voltage = 230 + 2 * Math.Sin(seconds / 17 + phase) + Noise(0.2);
            double current = 12 + 3 * Math.Sin(seconds / 41 + 2 * phase) + Noise(0.1);
            power += voltage * current / 1000 * 0.93;
            Float(Meter, ModbusTable.Input, 2 * phase, voltage, 0);
            Float(Meter, ModbusTable.Input, 6 + 2 * phase, current, 0);
        }

        totalWh += power * dt / 3.6;
        Float(Meter, ModbusTable.Input, 12, power, 0);
        Float(Meter, ModbusTable.Input, 14, 50 + 0.01 * Math.Sin(seconds / 7), 0);
        Span<byte> energy = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(energy, (uint)totalWh);
        Meter.SetRegisters(ModbusTable.Input, 16, energy);
    }

    private void AdvanceBoiler(double dt)
    {
        double setPoint = (short)Boiler.Register(ModbusTable.Holding, 2) / 10.0;
        bool circulating = Boiler.Bit(ModbusTable.Coil, 0);
        burner = flowTemperature < setPoint - 2 || (burner && flowTemperature < setPoint + 2);
        flowTemperature += ((burner ? 0.6 : 0) - (flowTemperature - 20) * (circulating ? 0.006 : 0.001)) * dt;
        returnTemperature += (flowTemperature - 12 - returnTemperature) * Math.Min(1, 0.05 * dt);
        Boiler.SetRegister(ModbusTable.Holding, 0, (int)(flowTemperature * 10 + Noise(1)));
        Boiler.SetRegister(ModbusTable.Holding, 1, (int)(returnTemperature * 10 + Noise(1)));
        Boiler.SetRegister(ModbusTable.Holding, 3, (int)(180 + 20 * (flowTemperature - 50) / 30 + Noise(0.6)));
        Boiler.SetRegister(ModbusTable.Holding, 4, (burner ? 1 : 0) | (circulating ? 2 : 0));
        Boiler.SetBit(ModbusTable.Discrete, 0, burner);
        Boiler.SetRegister(ModbusTable.Holding, 5, (int)(-42 + 60 * Math.Sin(seconds / 300))); // outside, 0.1 °C
    }

    private void AdvanceTank(double dt)
    {
        pump = level > 3 || (pump && level > 1);
        double inflow = 4 + Math.Sin(seconds / 23);
        double outflow = pump ? 6.5 : 0;
        level = Math.Clamp(level + (inflow - outflow) * dt / 400, 0, 4);
        totalLitres += outflow * dt;
        Float(Tank, ModbusTable.Holding, 0, level + Noise(0.002), 2);
        Float(Tank, ModbusTable.Holding, 2, outflow == 0 ? 0 : outflow + Noise(0.05), 1);
        Span<byte> total = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(total, (long)totalLitres);
        Ordered(Tank, ModbusTable.Holding, 4, total, 6);
        Tank.SetRegister(ModbusTable.Holding, 8, pump ? 1450 : 0);
        Span<byte> volume = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(volume, level * 12.566);
        Tank.SetRegisters(ModbusTable.Holding, 9, volume);
        Tank.SetBit(ModbusTable.Discrete, 0, level > 3.8);
    }

    private double Noise(double amplitude) => (noise.NextDouble() * 2 - 1) * amplitude;

    private static void Float(ModbusSlaveModel slave, ModbusTable table, int address, double value, int mask)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value);
        Ordered(slave, table, address, bytes, mask);
    }

    // Byte i of the value, from the most significant, lies at position i XOR mask: docs/SPEC.md, "Byte and word order".
    private static void Ordered(ModbusSlaveModel slave, ModbusTable table, int address, ReadOnlySpan<byte> bytes, int mask)
    {
        Span<byte> ordered = stackalloc byte[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            ordered[i ^ mask] = bytes[i];
        }

        slave.SetRegisters(table, address, ordered);
    }
}
