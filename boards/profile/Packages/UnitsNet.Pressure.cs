// UnitsNet.nanoFramework.Pressure 5.75.0.

namespace UnitsNet
{
    public struct Pressure
    {
        public double Pascals => throw null;
    }
}
