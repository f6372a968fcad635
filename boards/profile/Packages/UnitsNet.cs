// UnitsNet.nanoFramework.* 5.75.0, which the sensors' packages speak. Its nanoFramework sources ended in June 2026.

namespace UnitsNet
{
    public struct ElectricPotential
    {
        public double Volts => throw null;
    }

    public struct ElectricResistance
    {
        public static ElectricResistance FromOhms(double ohms) => throw null;
    }

    public struct Pressure
    {
        public double Pascals => throw null;
    }

    public struct RelativeHumidity
    {
        public double Percent => throw null;
    }

    public struct Temperature
    {
        public double DegreesCelsius => throw null;
    }

    public struct VolumeConcentration
    {
        public double PartsPerMillion => throw null;
    }
}
