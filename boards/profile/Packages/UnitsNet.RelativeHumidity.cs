// UnitsNet.nanoFramework.RelativeHumidity 5.75.0.

namespace UnitsNet
{
    public struct RelativeHumidity
    {
        public double Percent => throw null;
    }
}
