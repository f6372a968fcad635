using System;
using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>
    /// Texas Instruments ADS1115: up to eight inputs, one value in V each. Datasheet SBAS444, 9.6: single-shot conversions, each with its
    /// own configuration, so that a part that lost its supply is right again at the next one.
    /// </summary>
    public sealed class Ads1115 : I2cPart
    {
        /// <summary>The usual address (ADDR to ground).</summary>
        public const int UsualAddress = 0x48;

        private const int ConversionRegister = 0;
        private const int ConfigRegister = 1;
        private const int Start = 0x8000;         // OS: writing starts, reading says "idle"
        private const int SingleShot = 0x0100;
        private const int ComparatorOff = 0x0003;
        private const int AsksMax = 5;

        // mux of channels 0 to 7 (table 8)
        private static readonly int[] Mux = { 4, 5, 6, 7, 0, 1, 2, 3 };
        private static readonly int[] FullScalesMv = { 6144, 4096, 2048, 1024, 512, 256 };
        private static readonly int[] Rates = { 8, 16, 32, 64, 128, 250, 475, 860 };

        private readonly int[] configs;
        private readonly double[] voltsPerStep;
        private readonly int conversionMs;
        private int input;
        private int asks;

        /// <summary>A part at an address with the inputs that are used.</summary>
        public Ads1115(II2cBus bus, int address, AdsInput[] inputs, int samplesPerSecond)
            : base(bus, address, inputs == null ? 0 : inputs.Length, 2)
        {
            int rate = PlaceOf(Rates, samplesPerSecond);
            if (inputs == null || inputs.Length == 0 || rate < 0)
            {
                throw new ArgumentException("ads1115 inputs or rate");
            }

            conversionMs = 2 + 1100 / samplesPerSecond; // the internal clock is within 10 % (7.5), and we round up
            configs = new int[inputs.Length];
            voltsPerStep = new double[inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
            {
                int gain = PlaceOf(FullScalesMv, inputs[i].FullScaleMv);
                if (gain < 0 || inputs[i].Channel < 0 || inputs[i].Channel > 7)
                {
                    throw new ArgumentException("ads1115 input " + i);
                }

                configs[i] = Start | (Mux[inputs[i].Channel] << 12) | (gain << 9) | SingleShot | (rate << 5) | ComparatorOff;
                voltsPerStep[i] = inputs[i].FullScaleMv / 1000.0 / 32768;
            }
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            switch (Phase)
            {
                case 0:
                    asks = 0;
                    return SendWord(ConfigRegister, configs[input]) ? Next(1, conversionMs) : SensorStep.Failed;
                case 1:
                    return ReadFrom(ConfigRegister, 2) ? TakeState() : SensorStep.Failed;
                default:
                    return ReadFrom(ConversionRegister, 2) ? TakeValue() : SensorStep.Failed;
            }
        }

        /// <inheritdoc />
        public override void Restart()
        {
            input = 0;
            base.Restart();
        }

        private int TakeState()
        {
            int config = Word(0);
            if ((config | Start) != configs[input])
            {
                return Fail(QualityReason.Damaged); // a dip of its supply, or the bus lies: the conversion is not of this input
            }

            if ((config & Start) == 0)
            {
                return ++asks > AsksMax ? Fail(QualityReason.DeviceFailure) : Next(1, 2);
            }

            return Next(2, 1);
        }

        private int TakeValue()
        {
            int raw = SignedWord(0);
            if (raw == 32767 || raw == -32768)
            {
                PutBad(input, QualityReason.Overload); // 9.5.4: clipped at both ends
            }
            else
            {
                Put(input, raw * voltsPerStep[input]);
            }

            if (++input < configs.Length)
            {
                return Next(0, 1);
            }

            input = 0;
            return Done(0);
        }

        private static int PlaceOf(int[] list, int value)
        {
            for (int i = 0; i < list.Length; i++)
            {
                if (list[i] == value)
                {
                    return i;
                }
            }

            return -1;
        }
    }
}
