// nanoFramework.Iot.Device.Scd4x 1.2.1016.

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
