using FieldNode.Field;
using FieldNode.Tags;
using Iot.Device.Bmxx80.ReadResult;
using Package = Iot.Device.Bmxx80.Bme280;

namespace FieldNode.Esp32
{
    /// <summary>
    /// BME280 through nanoFramework.Iot.Device.Bmxx80: temperature in °C (value 0), relative humidity in % (1), pressure in Pa (2). The package
    /// looks at no result of the bus, so a missing acknowledge is a register of zeros to it: chip id and settings are read before and
    /// after. It makes some 40 conversations at first and 12 for a measurement, and sleeps 21 ms in it.
    /// </summary>
    public sealed class Bme280Package : PackagePart
    {
        private const int ChipIdRegister = 0xD0;
        private const int ChipId = 0x60;
        private const int SettingsRegister = 0xF2; // ctrl_hum, status, ctrl_meas
        private const int HumidityOnce = 0x01;
        private const int MeasureOnce = 0x24;      // osrs_t 1, osrs_p 1, without the mode
        private const int ModeMask = 0x03;
        private const int StartMs = 3;             // start-up time after reset, table 1: 2 ms
        private readonly SensorKind kind = SensorKinds.Find("bme280");
        private Package package;

        /// <summary>A part at an address.</summary>
        public Bme280Package(DeviceI2cBus bus, int address)
            : base(bus, address, 3, 3)
        {
        }

        /// <inheritdoc />
        protected override int Measure()
        {
            switch (Phase)
            {
                case 0:
                    if (!ReadFrom(ChipIdRegister, 1))
                    {
                        return SensorStep.Failed;
                    }

                    if (Input[0] != ChipId)
                    {
                        return Fail(QualityReason.WrongPart);
                    }

                    package = new Package(Device());
                    return Next(1, StartMs);
                case 1:
                    // The package resets the part and writes its settings at once, while the part may not hear yet.
                    package.HumiditySampling = Iot.Device.Bmxx80.Sampling.UltraLowPower;
                    package.TemperatureSampling = Iot.Device.Bmxx80.Sampling.UltraLowPower;
                    package.PressureSampling = Iot.Device.Bmxx80.Sampling.UltraLowPower;
                    return Next(2, 1);
                default:
                    if (!IsAsSet())
                    {
                        return SensorStep.Failed;
                    }

                    Bme280ReadResult result = package.Read();
                    return IsAsSet() ? Take(result) : SensorStep.Failed;
            }
        }

        private int Take(Bme280ReadResult result)
        {
            bool whole = result.TemperatureIsValid && result.HumidityIsValid && result.PressureIsValid
                && TryPut(kind, 0, result.Temperature.DegreesCelsius)
                && TryPut(kind, 1, result.Humidity.Percent)
                && TryPut(kind, 2, result.Pressure.Pascals);
            return whole ? Done(2) : Fail(QualityReason.Damaged);
        }

        private bool IsAsSet()
        {
            if (!ReadFrom(SettingsRegister, 3))
            {
                return false;
            }

            if (Input[0] == HumidityOnce && (Input[2] & ~ModeMask) == MeasureOnce)
            {
                return true;
            }

            Fail(QualityReason.Damaged); // it lost its supply
            return false;
        }
    }
}
