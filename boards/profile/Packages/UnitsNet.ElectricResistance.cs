// UnitsNet.nanoFramework.ElectricResistance 5.75.0.

namespace UnitsNet
{
    public struct ElectricResistance
    {
        public static ElectricResistance FromOhms(double ohms) => throw null;
    }
}
