// UnitsNet.nanoFramework.ElectricPotential 5.75.0.

namespace UnitsNet
{
    public struct ElectricPotential
    {
        public double Volts => throw null;
    }
}
