// nanoFramework.Iot.Device.Ds18b20 1.2.1016.

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
