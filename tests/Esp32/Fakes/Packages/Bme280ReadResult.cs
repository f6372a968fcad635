using UnitsNet;

namespace Iot.Device.Bmxx80.ReadResult;

public class Bme280ReadResult
{
    public Temperature Temperature { get; init; }
    public Pressure Pressure { get; init; }
    public RelativeHumidity Humidity { get; init; }
    public bool TemperatureIsValid => true;
    public bool PressureIsValid => true;
    public bool HumidityIsValid => true;
}
