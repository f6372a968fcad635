using System;
using FieldNode.Field.Analog;
using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>
    /// Maxim MAX31865 with a PT100 or PT1000: temperature in °C (value 0) and resistance in ohm (value 1). Datasheet 19-6478: bias on only
    /// while it measures (self-heating), the automatic fault cycle first, then one conversion. Fault bits are those of table 7.
    /// </summary>
    public sealed class Max31865 : Sensor
    {
        private const int Bias = 0x80;
        private const int OneShot = 0x20;
        private const int ThreeWire = 0x10;
        private const int FaultCycle = 0x04;
        private const int FaultClear = 0x02;
        private const int Filter50Hz = 0x01;
        private const int BiasMs = 10;        // ten time constants of the input filter and 1 ms
        private const int FaultCycleMs = 2;   // 100 µs per leg, some 600 µs in all
        private const int Conversion50Ms = 67; // 66 ms at most
        private const int Conversion60Ms = 56; // 55 ms at most
        private const double ShortOhm = 0.1;  // share of the nominal resistance; PT100: 10 ohm is -220 °C
        private const double OpenOhm = 3.95;  // PT100: 395 ohm is 863 °C

        private readonly ISpiDevice device;
        private readonly byte[] output = new byte[Max31865Registers.Count + 1];
        private readonly byte[] input = new byte[Max31865Registers.Count + 1];
        private readonly double referenceOhm;
        private readonly double nominalOhm;
        private readonly int choices;
        private readonly int conversionMs;
        private readonly int highThreshold;
        private readonly int lowThreshold;

        /// <summary>A converter with its reference resistor and sensor; see <see cref="SensorSpec"/>.</summary>
        public Max31865(ISpiDevice device, double referenceOhm, double nominalOhm, int wires, bool mains60Hz)
            : base(2)
        {
            if (!(referenceOhm > 0) || !(nominalOhm > 0) || wires < 2 || wires > 4)
            {
                throw new ArgumentException("max31865");
            }

            this.device = device;
            this.referenceOhm = referenceOhm;
            this.nominalOhm = nominalOhm;
            choices = (wires == 3 ? ThreeWire : 0) | (mains60Hz ? 0 : Filter50Hz);
            conversionMs = mains60Hz ? Conversion60Ms : Conversion50Ms;
            highThreshold = Max31865Registers.CodeOf(OpenOhm * nominalOhm, referenceOhm);
            lowThreshold = Max31865Registers.CodeOf(ShortOhm * nominalOhm, referenceOhm);
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            switch (Phase)
            {
                case 0:
                    return Max31865Registers.WriteThresholds(device, output, input, highThreshold, lowThreshold)
                        ? Next(1, 1) : Fail(QualityReason.PortLost);
                case 1:
                    return WriteConfig(Bias | FaultClear) ? Next(2, BiasMs) : Fail(QualityReason.PortLost);
                case 2:
                    return WriteConfig(Bias | FaultCycle) ? Next(3, FaultCycleMs) : Fail(QualityReason.PortLost);
                case 3:
                    return WriteConfig(Bias | OneShot) ? Next(4, conversionMs) : Fail(QualityReason.PortLost);
                case 4:
                    return Max31865Registers.ReadAll(device, output, input) ? Take() : Fail(QualityReason.PortLost);
                default:
                    return WriteConfig(0) ? Done(1) : Fail(QualityReason.PortLost);
            }
        }

        private int Take()
        {
            // 1-shot clears itself. SPI has no acknowledge: an absent part shows as another configuration.
            if (input[1] != (Bias | choices))
            {
                return Fail(input[1] == 0 || input[1] == 0xFF ? QualityReason.NoAnswer : QualityReason.Damaged);
            }

            int threshold = (input[4] << 8) | input[5];
            if (threshold != highThreshold)
            {
                return Fail(QualityReason.Damaged); // a dip of its supply
            }

            int word = (input[2] << 8) | input[3];
            double ohm = (word >> 1) * referenceOhm / 32768.0;
            QualityReason why = (word & 1) != 0 ? ReasonOfFaults(input[8]) : QualityReason.None;
            if (why == QualityReason.None)
            {
                double celsius = PlatinumRtd.Celsius(ohm / nominalOhm);
                if (double.IsNaN(celsius))
                {
                    PutBad(0, QualityReason.Overload);
                }
                else
                {
                    Put(0, celsius);
                }

                Put(1, ohm);
            }
            else
            {
                PutBad(0, why);
                PutBad(1, why);
            }

            return Next(5, 1);
        }

        /// <summary>
        /// What the fault status register says (table 7). Over- or undervoltage comes first: it makes the other bits meaningless.
        /// </summary>
        public static QualityReason ReasonOfFaults(int status)
        {
            if ((status & 0x04) != 0)
            {
                return QualityReason.Overload;      // D2: over- or undervoltage at an input
            }

            if ((status & 0x40) != 0)
            {
                return QualityReason.ShortCircuit;  // D6: below the low threshold
            }

            if ((status & 0xB8) != 0)
            {
                return QualityReason.WireBreak;     // D7: above the high threshold; D5, D4, D3: REFIN- and RTDIN-, an open FORCE lead
            }

            return QualityReason.None;
        }

        private bool WriteConfig(int bits)
        {
            output[0] = 0x80;
            output[1] = (byte)(bits | choices);
            return device.Transfer(output, input, 2);
        }
    }
}
