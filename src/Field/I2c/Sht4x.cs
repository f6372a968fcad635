using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>
    /// Sensirion SHT40, SHT41, SHT45: temperature in °C (value 0) and relative humidity in % (value 1). Datasheet SHT4x, sections 4.3 to
    /// 4.6: a command, a wait, six bytes with a CRC behind each word. Until the conversion is over the part answers with NAK.
    /// </summary>
    public sealed class Sht4x : I2cPart
    {
        /// <summary>The usual address.</summary>
        public const int UsualAddress = 0x44;
        private const int MeasureHighPrecision = 0xFD;
        private const int ConversionMs = 10; // 8.3 ms at most (table 5)

        /// <summary>A part at an address.</summary>
        public Sht4x(II2cBus bus, int address)
            : base(bus, address, 2, 6)
        {
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            if (Phase == 0)
            {
                return Send(MeasureHighPrecision) ? Next(1, ConversionMs) : SensorStep.Failed;
            }

            if (!Receive(6))
            {
                return SensorStep.Failed;
            }

            if (!Crc8.WordsAreWhole(Input, 2))
            {
                return Fail(QualityReason.Damaged);
            }

            Put(0, -45 + 175.0 * Word(0) / 65535);
            double humidity = -6 + 125.0 * Word(3) / 65535;
            Put(1, humidity < 0 ? 0 : humidity > 100 ? 100 : humidity); // 4.6: what is outside 0 to 100 may be cropped
            return Done(0);
        }
    }
}
