// nanoFramework.Iot.Device.Ina219 1.2.1016.

namespace Iot.Device.Adc
{
    public class Ina219 : System.IDisposable
    {
        public Ina219(System.Device.I2c.I2cDevice i2cDevice) => throw null;
        public bool MathOverflowFlag => throw null;
        public void Reset() => throw null;
        public UnitsNet.ElectricPotential ReadShuntVoltage() => throw null;
        public UnitsNet.ElectricPotential ReadBusVoltage() => throw null;
        public void Dispose() => throw null;
    }
}
