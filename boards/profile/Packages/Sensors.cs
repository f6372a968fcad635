// nanoFramework.Iot.Device.Ads1115, Bmxx80, Ds18b20, Ina219, Max31865, Scd4x and Sht4x, all 1.2.x.

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

namespace Iot.Device.Ds18b20
{
    public class Ds18b20
    {
        public Ds18b20(
            nanoFramework.Device.OneWire.OneWireHost oneWireHost,
            byte[] deviceAddress = null,
            bool manyDevicesConnected = false,
            TemperatureResolution temperatureResolution = TemperatureResolution.VeryHigh)
            => throw null;
        public bool Initialize() => throw null;
        public bool TryReadTemperature(out UnitsNet.Temperature temperature) => throw null;
    }

    public enum TemperatureResolution : byte
    {
        VeryLow = 0,
        Low = 1,
        High = 2,
        VeryHigh = 3,
    }
}

namespace Iot.Device.Adc
{
    public class Ina219 : System.IDisposable
    {
        public Ina219(System.Device.I2c.I2cDevice i2cDevice) => throw null;
        public bool MathOverflowFlag => throw null;
        public void Reset() => throw null;
        public UnitsNet.ElectricPotential ReadShuntVoltage() => throw null;
        public UnitsNet.ElectricPotential ReadBusVoltage() => throw null;
        public void Dispose() => throw null;
    }
}

namespace Iot.Device.Max31865
{
    public class Max31865 : System.IDisposable
    {
        public Max31865(
            System.Device.Spi.SpiDevice spiDevice,
            PlatinumResistanceThermometerType platinumResistanceThermometerType,
            ResistanceTemperatureDetectorWires resistanceTemperatureDetectorWires,
            UnitsNet.ElectricResistance referenceResistor,
            ConversionFilterMode filterMode = ConversionFilterMode.Filter60Hz,
            bool shouldDispose = true)
            => throw null;
        public UnitsNet.Temperature Temperature => throw null;
        public void Dispose() => throw null;
    }

    public enum ConversionFilterMode : byte
    {
        Filter60Hz = 55,
        Filter50Hz = 65,
    }

    public enum PlatinumResistanceThermometerType : short
    {
        Pt100 = 100,
        Pt1000 = 1000,
    }

    public enum ResistanceTemperatureDetectorWires : byte
    {
        TwoWire = 2,
        ThreeWire = 3,
        FourWire = 4,
    }
}

namespace Iot.Device.Scd4x
{
    public class Scd4x : System.IDisposable
    {
        public Scd4x(System.Device.I2c.I2cDevice i2CDevice) => throw null;
        public void StartPeriodicMeasurement() => throw null;
        public Scd4xSensorData ReadData() => throw null;
        public bool IsDataReady() => throw null;
        public void Dispose() => throw null;
    }

    public sealed class Scd4xSensorData
    {
        internal Scd4xSensorData() => throw null;
        public UnitsNet.Temperature Temperature => throw null;
        public UnitsNet.RelativeHumidity RelativeHumidity => throw null;
        public UnitsNet.VolumeConcentration CO2 => throw null;
    }
}

namespace Iot.Device.Sht4x
{
    public sealed class InvalidCrcException : System.Exception
    {
        public InvalidCrcException() => throw null;
    }

    public enum MeasurementMode : byte
    {
        NoHeaterHighPrecision = 253,
    }

    public class Sht4X : System.IDisposable
    {
        public Sht4X(System.Device.I2c.I2cDevice i2CDevice) => throw null;
        public Sht4XSensorData ReadData(MeasurementMode precision) => throw null;
        public void Dispose() => throw null;
    }

    public sealed class Sht4XSensorData
    {
        internal Sht4XSensorData() => throw null;
        public UnitsNet.Temperature Temperature => throw null;
        public UnitsNet.RelativeHumidity RelativeHumidity => throw null;
    }
}
