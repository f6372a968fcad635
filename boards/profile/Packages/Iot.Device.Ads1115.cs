// nanoFramework.Iot.Device.Ads1115 1.2.1016.

namespace Iot.Device.Ads1115
{
    public class Ads1115 : System.IDisposable
    {
        public Ads1115(
            System.Device.I2c.I2cDevice i2cDevice,
            InputMultiplexer inputMultiplexer = InputMultiplexer.AIN0,
            MeasuringRange measuringRange = MeasuringRange.FS4096,
            DataRate dataRate = DataRate.SPS128,
            DeviceMode deviceMode = DeviceMode.Continuous)
            => throw null;
        public short ReadRaw(InputMultiplexer inputMultiplexer, MeasuringRange measuringRange, DataRate dataRate) => throw null;
        public void Dispose() => throw null;
    }

    public enum DataRate
    {
        SPS008 = 0,
        SPS016 = 1,
        SPS032 = 2,
        SPS064 = 3,
        SPS128 = 4,
        SPS250 = 5,
        SPS475 = 6,
        SPS860 = 7,
    }

    public enum DeviceMode
    {
        Continuous = 0,
        PowerDown = 1,
    }

    public enum InputMultiplexer
    {
        AIN0_AIN1 = 0,
        AIN0_AIN3 = 1,
        AIN1_AIN3 = 2,
        AIN2_AIN3 = 3,
        AIN0 = 4,
        AIN1 = 5,
        AIN2 = 6,
        AIN3 = 7,
    }

    public enum MeasuringRange
    {
        FS6144 = 0,
        FS4096 = 1,
        FS2048 = 2,
        FS1024 = 3,
        FS0512 = 4,
        FS0256 = 5,
    }
}
