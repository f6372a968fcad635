using System;
using FieldNode.Field;
using FieldNode.Field.I2c;
using FieldNode.Tags;
using Iot.Device.Ads1115;
using Package = Iot.Device.Ads1115.Ads1115;

namespace FieldNode.Esp32
{
    /// <summary>
    /// ADS1115 through nanoFramework.Iot.Device.Ads1115: one value in V for each input. The package looks at no result of the bus and asks the
    /// busy bit without a pause until a conversion is over: 8 ms at 128 a second, 125 ms at 8. A part that goes away meanwhile looks busy for
    /// 5,000 questions, which is seconds; so it is asked before each conversation, and afterwards whether it converted this input.
    /// </summary>
    public sealed class Ads1115Package : PackagePart
    {
        private const int ConfigRegister = 1;
        private const int Idle = 0x8000;
        private const int SingleShot = 0x0100;
        private const int ComparatorOff = 0x0003;

        private static readonly int[] mux = { 4, 5, 6, 7, 0, 1, 2, 3 };          // table 8, by our channels; the package's enum is the same
        private static readonly int[] fullScalesMv = { 6144, 4096, 2048, 1024, 512, 256 };
        private static readonly int[] rates = { 8, 16, 32, 64, 128, 250, 475, 860 };

        private readonly AdsInput[] inputs;
        private readonly DataRate rate;
        private Package package;
        private int input;

        /// <summary>A part at an address with the inputs that are used; the portable part has checked them.</summary>
        public Ads1115Package(DeviceI2cBus bus, int address, AdsInput[] inputs, int samplesPerSecond)
            : base(bus, address, inputs.Length, 2)
        {
            this.inputs = inputs;
            rate = (DataRate)PlaceOf(rates, samplesPerSecond);
        }

        /// <inheritdoc />
        public override void Restart()
        {
            input = 0;
            base.Restart();
        }

        /// <inheritdoc />
        protected override int Measure()
        {
            if (!ReadFrom(ConfigRegister, 2))
            {
                return SensorStep.Failed;
            }

            if (Phase == 0)
            {
                // Its constructor converts twice and sets the thresholds; single shots, so that each has its own settings.
                package = new Package(Device(), InputMultiplexer.AIN0, MeasuringRange.FS4096, rate, DeviceMode.PowerDown);
                return Next(1, 1);
            }

            AdsInput one = inputs[input];
            int gain = PlaceOf(fullScalesMv, one.FullScaleMv);
            int raw = package.ReadRaw((InputMultiplexer)mux[one.Channel], (MeasuringRange)gain, rate);
            if (!ReadFrom(ConfigRegister, 2))
            {
                return SensorStep.Failed;
            }

            int expected = Idle | (mux[one.Channel] << 12) | (gain << 9) | SingleShot | ((int)rate << 5) | ComparatorOff;
            return Word(0) == expected ? Take(raw, one) : Fail(QualityReason.Damaged);
        }

        /// <inheritdoc />
        protected override QualityReason ReasonOf(Exception e)
        {
            return e is TimeoutException ? QualityReason.DeviceFailure : QualityReason.NoAnswer;
        }

        private int Take(int raw, AdsInput one)
        {
            if (raw == 32767 || raw == -32768)
            {
                PutBad(input, QualityReason.Overload); // 9.5.4: clipped at both ends
            }
            else
            {
                Put(input, raw * (one.FullScaleMv / 1000.0 / 32768));
            }

            if (++input < inputs.Length)
            {
                return Next(1, 1);
            }

            input = 0;
            return Done(1);
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
