// nanoFramework.Iot.Device.Sht4x 1.2.1016.

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
