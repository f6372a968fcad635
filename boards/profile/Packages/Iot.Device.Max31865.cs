// nanoFramework.Iot.Device.Max31865 1.2.1016.

namespace Iot.Device.Max31865
{
    public class Max31865 : System.IDisposable
    {
        public Max31865(
            System.Device.Spi.SpiDevice spiDevice,
            PlatinumResistanceThermometerType platinumResistanceThermometerType,
            ResistanceTemperatureDetectorWires resistanceTemperatureDetectorWires,
            UnitsNet.ElectricResistance referenceResistor,
            ConversionFilterMode filterMode = ConversionFilterMode.Filter60Hz,
            bool shouldDispose = true)
            => throw null;
        public UnitsNet.Temperature Temperature => throw null;
        public void Dispose() => throw null;
    }

    public enum ConversionFilterMode : byte
    {
        Filter60Hz = 55,
        Filter50Hz = 65,
    }

    public enum PlatinumResistanceThermometerType : short
    {
        Pt100 = 100,
        Pt1000 = 1000,
    }

    public enum ResistanceTemperatureDetectorWires : byte
    {
        TwoWire = 2,
        ThreeWire = 3,
        FourWire = 4,
    }
}
