using System.Device.I2c;
using FieldNode.Esp32.Tests;

namespace Iot.Device.Ads1115;

public enum DataRate
{
    SPS008, SPS016, SPS032, SPS064, SPS128, SPS250, SPS475, SPS860,
}

public enum DeviceMode
{
    Continuous, PowerDown,
}

public enum InputMultiplexer
{
    AIN0_AIN1, AIN0_AIN3, AIN1_AIN3, AIN2_AIN3, AIN0, AIN1, AIN2, AIN3,
}

public enum MeasuringRange
{
    FS6144, FS4096, FS2048, FS1024, FS0512, FS0256,
}

public class Ads1115
{
    private readonly I2cDevice device;

    public Ads1115(I2cDevice device, InputMultiplexer mux, MeasuringRange range, DataRate rate, DeviceMode mode)
    {
        this.device = device;
        Configure(mux, range, rate);
        Configure(mux, range, rate);
    }

    public short ReadRaw(InputMultiplexer mux, MeasuringRange range, DataRate rate)
    {
        Configure(mux, range, rate);
        byte[] answer = new byte[2];
        device.WriteByte(0);
        device.Read(answer);
        return (short)((answer[0] << 8) | answer[1]);
    }

    private void Configure(InputMultiplexer mux, MeasuringRange range, DataRate rate)
    {
        device.Write(new byte[] { 1, (byte)(0x80 | ((int)mux << 4) | ((int)range << 1) | 1), (byte)(((int)rate << 5) | 3) });
        for (int asked = 0; asked < 5000; asked++)
        {
            byte[] answer = new byte[2];
            device.WriteRead(new byte[] { 1 }, answer);
            if ((answer[0] & 0x80) != 0)
            {
                return;
            }

            FakeChip.Current.Sleep(1);
        }

        throw new TimeoutException();
    }
}
