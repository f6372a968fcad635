// nanoFramework.Iot.Device.Bmxx80 1.2.1016.

namespace Iot.Device.Bmxx80
{
    public abstract class Bmxx80Base : System.IDisposable
    {
        internal Bmxx80Base() => throw null;
        public Sampling PressureSampling { get => throw null; set => throw null; }
        public Sampling TemperatureSampling { get => throw null; set => throw null; }
        public void Dispose() => throw null;
    }

    public abstract class Bmx280Base : Bmxx80Base
    {
        internal Bmx280Base() => throw null;
    }

    public class Bme280 : Bmx280Base
    {
        public Bme280(System.Device.I2c.I2cDevice i2cDevice) => throw null;
        public Sampling HumiditySampling { get => throw null; set => throw null; }
        public ReadResult.Bme280ReadResult Read() => throw null;
    }

    public enum Sampling : byte
    {
        Skipped = 0,
        UltraLowPower = 1,
        LowPower = 2,
        Standard = 3,
        HighResolution = 4,
        UltraHighResolution = 5,
    }
}

namespace Iot.Device.Bmxx80.ReadResult
{
    public class Bmp280ReadResult
    {
        internal Bmp280ReadResult() => throw null;
        public UnitsNet.Temperature Temperature => throw null;
        public bool TemperatureIsValid => throw null;
        public UnitsNet.Pressure Pressure => throw null;
        public bool PressureIsValid => throw null;
    }

    public class Bme280ReadResult : Bmp280ReadResult
    {
        internal Bme280ReadResult() => throw null;
        public UnitsNet.RelativeHumidity Humidity => throw null;
        public bool HumidityIsValid => throw null;
    }
}
