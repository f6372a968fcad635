// UnitsNet.nanoFramework.Temperature 5.75.0.

namespace UnitsNet
{
    public struct Temperature
    {
        public double DegreesCelsius => throw null;
    }
}
