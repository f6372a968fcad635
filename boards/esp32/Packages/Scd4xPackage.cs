using FieldNode.Field;
using FieldNode.Tags;
using Iot.Device.Scd4x;
using Package = Iot.Device.Scd4x.Scd4x;

namespace FieldNode.Esp32
{
    /// <summary>
    /// SCD4x through nanoFramework.Iot.Device.Scd4x: CO2 in ppm (value 0), temperature in °C (1), relative humidity in % (2). The package looks
    /// at each acknowledge, and at no CRC: a flipped bit inside the range of the part passes. It sleeps 1 ms for a question and 1 ms for
    /// an answer.
    /// </summary>
    public sealed class Scd4xPackage : PackagePart
    {
        private const int StopMs = 500;      // datasheet SCD4x, 3.5.3; the package does not wait for it
        private const int AskAgainMs = 500;
        private const int AsksMax = 14;      // a measurement takes 5 s; after 7 s none will come
        private readonly SensorKind kind = SensorKinds.Find("scd4x");
        private Package package;
        private int asks;

        /// <summary>A part at an address.</summary>
        public Scd4xPackage(DeviceI2cBus bus, int address)
            : base(bus, address, 3, 1)
        {
        }

        /// <inheritdoc />
        public override void Restart()
        {
            asks = 0;
            base.Restart();
        }

        /// <inheritdoc />
        protected override int Measure()
        {
            switch (Phase)
            {
                case 0: // it may still measure since before our restart, and then refuses the start: stop it first
                    if (!Send(0x3F, 0x86))
                    {
                        return SensorStep.Failed;
                    }

                    package = new Package(Device());
                    return Next(1, StopMs);
                case 1:
                    package.StartPeriodicMeasurement();
                    return Next(2, AskAgainMs);
                case 2:
                    if (package.IsDataReady())
                    {
                        asks = 0;
                        return Next(3, 1);
                    }

                    return ++asks > AsksMax ? Fail(QualityReason.DeviceFailure) : Next(2, AskAgainMs);
                default:
                    return Take(package.ReadData());
            }
        }

        private int Take(Scd4xSensorData data)
        {
            // What the part can say: CO2 up to 40,000 ppm (3.6.2); the words for temperature and humidity all mean something.
            return TryPut(kind, 0, data.CO2.PartsPerMillion)
                && TryPut(kind, 1, data.Temperature.DegreesCelsius)
                && TryPut(kind, 2, data.RelativeHumidity.Percent)
                ? Done(2)
                : Fail(QualityReason.Damaged);
        }
    }
}
