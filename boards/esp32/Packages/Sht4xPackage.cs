using System;
using FieldNode.Field;
using FieldNode.Tags;
using Iot.Device.Sht4x;

namespace FieldNode.Esp32
{
    /// <summary>
    /// SHT4x through nanoFramework.Iot.Device.Sht4x: temperature in °C (value 0), relative humidity in % (1). The package checks both CRCs; of the
    /// conversations it looks at the first only, and a read that nobody answers is a wrong CRC to it. It sleeps 10 ms.
    /// </summary>
    public sealed class Sht4xPackage : PackagePart
    {
        private const int ReadSerialNumber = 0x89; // does nothing but to be acknowledged
        private const int SerialMs = 2;
        private Sht4X package;

        /// <summary>A part at an address.</summary>
        public Sht4xPackage(DeviceI2cBus bus, int address)
            : base(bus, address, 2, 1)
        {
        }

        /// <inheritdoc />
        protected override int Measure()
        {
            switch (Phase)
            {
                case 0:
                    package = null;
                    return Send(ReadSerialNumber) ? Next(2, SerialMs) : SensorStep.Failed;
                case 1:
                    return Send(ReadSerialNumber) ? Next(2, SerialMs) : SensorStep.Failed;
                default:
                    package = package ?? new Sht4X(Device());
                    return Take(package.ReadData(MeasurementMode.NoHeaterHighPrecision));
            }
        }

        /// <inheritdoc />
        protected override QualityReason ReasonOf(Exception e)
        {
            return e is InvalidCrcException ? QualityReason.Damaged : QualityReason.NoAnswer;
        }

        private int Take(Sht4XSensorData data)
        {
            double humidity = data.RelativeHumidity.Percent;
            Put(0, data.Temperature.DegreesCelsius);
            Put(1, humidity < 0 ? 0 : humidity > 100 ? 100 : humidity); // 4.6: what is outside 0 to 100 may be cropped
            return Done(1);
        }
    }
}
