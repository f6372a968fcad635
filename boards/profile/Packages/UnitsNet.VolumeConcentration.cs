// UnitsNet.nanoFramework.VolumeConcentration 5.75.0.

namespace UnitsNet
{
    public struct VolumeConcentration
    {
        public double PartsPerMillion => throw null;
    }
}
