using System;
using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>
    /// Texas Instruments INA219: bus voltage in V (value 0), current in A (1), power in W (2). Datasheet SBOS448, 8.6. The current is
    /// taken from the shunt voltage (10 µV a step) and the shunt, not from the part's calibration register, which it forgets with its supply.
    /// </summary>
    public sealed class Ina219 : I2cPart
    {
        /// <summary>The usual address.</summary>
        public const int UsualAddress = 0x40;

        // 32 V, gain /8 (320 mV), 12 bits each, shunt and bus once (mode 011): 8.6.2.1
        private const int Configuration = 0x399B;
        private const int ConversionMs = 3;  // 2 x 586 µs at most
        private const int AsksMax = 5;
        private const int ShuntRegister = 1;
        private const int BusRegister = 2;
        private const int Ready = 2;         // CNVR
        private const int Overflow = 1;      // OVF
        private const int ShuntEnd = 32000;  // 320 mV in steps of 10 µV

        private readonly double shuntOhm;
        private int asks;
        private int busWord;

        /// <summary>A part at an address with a shunt.</summary>
        public Ina219(II2cBus bus, int address, double shuntOhm)
            : base(bus, address, 3, 2)
        {
            if (!(shuntOhm > 0))
            {
                throw new ArgumentException("shunt");
            }

            this.shuntOhm = shuntOhm;
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            switch (Phase)
            {
                case 0:
                    asks = 0;
                    return SendWord(0, Configuration) ? Next(1, ConversionMs) : SensorStep.Failed;
                case 1: // a supply dip in between shows as another configuration
                    if (!ReadFrom(0, 2))
                    {
                        return SensorStep.Failed;
                    }

                    return Word(0) == Configuration ? Next(2, 1) : Fail(QualityReason.Damaged);
                case 2:
                    if (!ReadFrom(BusRegister, 2))
                    {
                        return SensorStep.Failed;
                    }

                    busWord = Word(0);
                    return (busWord & Ready) != 0 ? Next(3, 1) : ++asks > AsksMax ? Fail(QualityReason.DeviceFailure) : Next(2, 2);
                default:
                    return ReadFrom(ShuntRegister, 2) ? Take() : SensorStep.Failed;
            }
        }

        private int Take()
        {
            int shunt = SignedWord(0);
            double volts = (busWord >> 3) * 0.004;
            double amps = shunt * 0.00001 / shuntOhm;
            Put(0, volts);
            if (shunt >= ShuntEnd || shunt <= -ShuntEnd || (busWord & Overflow) != 0)
            {
                PutBad(1, QualityReason.Overload);
                PutBad(2, QualityReason.Overload);
            }
            else
            {
                Put(1, amps);
                Put(2, volts * amps);
            }

            return Done(0);
        }
    }
}
