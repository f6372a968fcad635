using System.Device.I2c;
using UnitsNet;

namespace Iot.Device.Adc;

public class Ina219(I2cDevice device)
{
    public bool MathOverflowFlag { get; private set; }

    public void Reset() => device.Write(new byte[] { 0, 0x80, 0 });

    public ElectricPotential ReadShuntVoltage() => new() { Volts = (short)Register(1) / 100000.0 };

    public ElectricPotential ReadBusVoltage()
    {
        ushort word = Register(2);
        MathOverflowFlag = (word & 1) != 0;
        return new() { Volts = ((short)word >> 3) * 4 / 1000.0 };
    }

    private ushort Register(byte register)
    {
        byte[] answer = [register, 0];
        device.WriteByte(register);
        device.Read(answer);
        return (ushort)((answer[0] << 8) | answer[1]);
    }
}
