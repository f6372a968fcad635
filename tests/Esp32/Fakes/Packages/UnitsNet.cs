// The sensors' packages as far as our ports can see them: which results they look at, what they throw, what they believe of an answer that
// never came. After nanoframework/nanoFramework.IoT.Device of 2026-01-08.
namespace UnitsNet;

public readonly struct Temperature
{
    public double DegreesCelsius { get; init; }
}

public readonly struct RelativeHumidity
{
    public double Percent { get; init; }
}

public readonly struct Pressure
{
    public double Pascals { get; init; }
}

public readonly struct ElectricPotential
{
    public double Volts { get; init; }
}

public readonly struct VolumeConcentration
{
    public double PartsPerMillion { get; init; }
}

public readonly struct ElectricResistance
{
    public double Ohms { get; init; }

    public static ElectricResistance FromOhms(double ohms) => new() { Ohms = ohms };
}
