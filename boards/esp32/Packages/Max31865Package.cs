using System;
using FieldNode.Field;
using FieldNode.Tags;
using Iot.Device.Max31865;
using UnitsNet;
using Package = Iot.Device.Max31865.Max31865;
using Portable = FieldNode.Field.Max31865;

namespace FieldNode.Esp32
{
    /// <summary>
    /// MAX31865 through nanoFramework.Iot.Device.Max31865: temperature in °C (value 0), resistance in ohm (1). The package runs no fault cycle,
    /// sets no thresholds, keeps the resistance to itself and cannot tell an absent part (SPI has no acknowledge). So the thresholds are set
    /// here, and read back after a measurement together with the resistance and the fault bits; an open FORCE lead alone stays unseen.
    /// It sleeps 10 ms and then 65 ms (50 Hz; the datasheet allows the part 66) or 55 ms.
    /// </summary>
    public sealed class Max31865Package : Sensor
    {
        private const double ShortOhm = 0.1;  // shares of the nominal resistance, as in the portable part
        private const double OpenOhm = 3.95;

        private readonly DeviceSpi spi;
        private readonly SensorSpec spec;
        private readonly byte[] output = new byte[Max31865Registers.Count + 1];
        private readonly byte[] input = new byte[Max31865Registers.Count + 1];
        private readonly int highThreshold;
        private readonly int lowThreshold;
        private Package package;

        /// <summary>A converter with its reference resistor and sensor; the portable part has checked the rest.</summary>
        public Max31865Package(DeviceSpi spi, SensorSpec spec)
            : base(2)
        {
            if (spec.NominalOhm != 100 && spec.NominalOhm != 1000)
            {
                throw new ArgumentException("max31865: 100 or 1000 ohm"); // the package knows no others
            }

            this.spi = spi;
            this.spec = spec;
            highThreshold = Max31865Registers.CodeOf(OpenOhm * spec.NominalOhm, spec.ReferenceOhm);
            lowThreshold = Max31865Registers.CodeOf(ShortOhm * spec.NominalOhm, spec.ReferenceOhm);
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            try
            {
                return Measure();
            }
            catch (Exception)
            {
                return Fail(QualityReason.PortLost);
            }
        }

        private int Measure()
        {
            if (Phase == 0)
            {
                if (!Max31865Registers.WriteThresholds(spi, output, input, highThreshold, lowThreshold)
                    || !Max31865Registers.ReadAll(spi, output, input))
                {
                    return Fail(QualityReason.PortLost);
                }

                if (!AreThresholdsThere())
                {
                    return Fail(QualityReason.NoAnswer);
                }

                package = new Package(
                    spi.Device(),
                    spec.NominalOhm == 1000 ? PlatinumResistanceThermometerType.Pt1000 : PlatinumResistanceThermometerType.Pt100,
                    (ResistanceTemperatureDetectorWires)spec.Wires,
                    ElectricResistance.FromOhms(spec.ReferenceOhm),
                    spec.Mains60Hz ? ConversionFilterMode.Filter60Hz : ConversionFilterMode.Filter50Hz,
                    false);
                return Next(1, 1);
            }

            double celsius = package.Temperature.DegreesCelsius;
            if (!Max31865Registers.ReadAll(spi, output, input))
            {
                return Fail(QualityReason.PortLost);
            }

            return AreThresholdsThere() ? Take(celsius) : Fail(QualityReason.Damaged);
        }

        private int Take(double celsius)
        {
            int word = (input[2] << 8) | input[3];
            QualityReason why = (word & 1) != 0 ? Portable.ReasonOfFaults(input[8]) : QualityReason.None;
            if (why != QualityReason.None)
            {
                PutBad(0, why);
                PutBad(1, why);
                return Done(1);
            }

            Put(1, (word >> 1) * spec.ReferenceOhm / 32768.0);
            if (double.IsNaN(celsius) || celsius < -200 || celsius > 850) // IEC 60751 has no more
            {
                PutBad(0, QualityReason.Overload);
            }
            else
            {
                Put(0, celsius);
            }

            return Done(1);
        }

        private bool AreThresholdsThere()
        {
            return ((input[4] << 8) | input[5]) == highThreshold && ((input[6] << 8) | input[7]) == lowThreshold;
        }
    }
}
