using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>
    /// Bosch BME280: temperature in °C (value 0), relative humidity in % (1), pressure in Pa (2). Datasheet BST-BME280-DS002: forced mode,
    /// oversampling 1 for all three ("weather monitoring", 3.5.1). The part has no CRC: what can be checked without one is checked.
    /// </summary>
    public sealed class Bme280 : I2cPart
    {
        /// <summary>The usual address (SDO to ground).</summary>
        public const int UsualAddress = 0x76;

        private const int ChipId = 0x60;
        private const int HumidityOnce = 0x01;      // ctrl_hum: osrs_h 1
        private const int MeasureOnce = 0x25;       // ctrl_meas: osrs_t 1, osrs_p 1, forced
        private const int Measuring = 0x08;         // status
        private const int ConversionMs = 11;        // 9.3 ms at most (9.1)
        private const int AsksMax = 5;
        private const int SkippedTwenty = 0x80000;  // what an unmeasured value reads as (4.2.3)
        private const int SkippedSixteen = 0x8000;

        private readonly Bme280Trim trim = new Bme280Trim();
        private int asks;

        /// <summary>A part at an address.</summary>
        public Bme280(II2cBus bus, int address)
            : base(bus, address, 3, 26)
        {
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            switch (Phase)
            {
                case 0:
                    if (!ReadFrom(0xD0, 1))
                    {
                        return SensorStep.Failed;
                    }

                    return Input[0] == ChipId ? Next(1, 1) : Fail(QualityReason.WrongPart);
                case 1:
                    if (!ReadFrom(0x88, 26))
                    {
                        return SensorStep.Failed;
                    }

                    trim.TakeFirst(Input);
                    return trim.IsPlausible ? Next(2, 1) : Fail(QualityReason.Damaged);
                case 2:
                    if (!ReadFrom(0xE1, 7))
                    {
                        return SensorStep.Failed;
                    }

                    trim.TakeSecond(Input);
                    return Next(3, 1);
                case 3: // ctrl_hum counts only after ctrl_meas is written (5.4.3)
                    return Send(0xF2, HumidityOnce) ? Next(4, 1) : SensorStep.Failed;
                case 4:
                    asks = 0;
                    return Send(0xF4, MeasureOnce) ? Next(5, ConversionMs) : SensorStep.Failed;
                default:
                    return ReadFrom(0xF2, 13) ? Take() : SensorStep.Failed;
            }
        }

        // ctrl_hum, status, ctrl_meas, config, -, pressure 3, temperature 3, humidity 2: registers 0xF2 to 0xFE
        private int Take()
        {
            // A part that lost its supply has these at 0; a bus that lies, at 0xFF. Its mode bits are back at "sleep" when it is done.
            if (Input[0] != HumidityOnce || (Input[2] & 0xFC) != (MeasureOnce & 0xFC))
            {
                return Fail(QualityReason.Damaged);
            }

            if ((Input[1] & Measuring) != 0)
            {
                return ++asks > AsksMax ? Fail(QualityReason.DeviceFailure) : Next(5, 2);
            }

            int adcP = Twenty(5);
            int adcT = Twenty(8);
            int adcH = Word(11);
            if (adcT == SkippedTwenty || adcP == SkippedTwenty || adcH == SkippedSixteen)
            {
                return Fail(QualityReason.DeviceFailure);
            }

            Put(0, trim.Celsius(adcT));
            Put(1, trim.Percent(adcH));
            Put(2, trim.Pascal(adcP));
            return Done(4);
        }

        private int Twenty(int at)
        {
            return (Input[at] << 12) | (Input[at + 1] << 4) | (Input[at + 2] >> 4);
        }
    }
}
