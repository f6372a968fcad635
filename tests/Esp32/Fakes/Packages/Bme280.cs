using System.Device.I2c;
using FieldNode.Esp32.Tests;
using FieldNode.Field.I2c;

namespace Iot.Device.Bmxx80;

public enum Sampling : byte
{
    Skipped, UltraLowPower, LowPower, Standard, HighResolution, UltraHighResolution,
}

public class Bme280
{
    private readonly I2cDevice device;
    private readonly Bme280Trim trim = new();

    public Bme280(I2cDevice device)
    {
        this.device = device;
        device.WriteByte(0xD0);
        if (device.ReadByte() != 0x60)
        {
            throw new IOException();
        }

        trim.TakeFirst(Registers(0x88, 26));
        trim.TakeSecond(Registers(0xE1, 7));
        device.Write(new byte[] { 0xE0, 0xB6 });
        PressureSampling = TemperatureSampling = HumiditySampling = Sampling.UltraLowPower;
    }

    public Sampling PressureSampling { set => Change(0xF4, 0xE3, (int)value << 2); }

    public Sampling TemperatureSampling { set => Change(0xF4, 0x1F, (int)value << 5); }

    public Sampling HumiditySampling
    {
        set
        {
            Change(0xF2, 0xF8, (int)value);
            Change(0xF4, 0xFF, 0);
        }
    }

    public ReadResult.Bme280ReadResult Read()
    {
        Change(0xF4, 0xFC, 2);
        FakeChip.Current.Sleep(21);
        byte[] answer = Registers(0xF7, 8);
        int pressure = (answer[0] << 12) | (answer[1] << 4) | (answer[2] >> 4);
        int temperature = (answer[3] << 12) | (answer[4] << 4) | (answer[5] >> 4);
        return new ReadResult.Bme280ReadResult
        {
            Temperature = new() { DegreesCelsius = trim.Celsius(temperature) },
            Humidity = new() { Percent = trim.Percent((answer[6] << 8) | answer[7]) },
            Pressure = new() { Pascals = trim.Pascal(pressure) },
        };
    }

    private void Change(byte register, int mask, int bits) =>
        device.Write(new[] { register, (byte)((Registers(register, 1)[0] & mask) | bits) });

    private byte[] Registers(byte register, int count)
    {
        byte[] answer = new byte[count];
        device.WriteByte(register);
        device.Read(answer);
        return answer;
    }
}
