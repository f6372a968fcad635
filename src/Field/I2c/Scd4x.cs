using FieldNode.Tags;

namespace FieldNode.Field.I2c
{
    /// <summary>
    /// Sensirion SCD40 and SCD41: CO2 in ppm (value 0), temperature in °C (1), relative humidity in % (2). Datasheet SCD4x, chapter 3: the
    /// part measures every 5 s by itself once it was started; we ask whether a measurement is ready and take it.
    /// </summary>
    public sealed class Scd4x : I2cPart
    {
        /// <summary>The only address.</summary>
        public const int UsualAddress = 0x62;

        /// <summary>It has a new measurement once in so many ms, however often it is asked.</summary>
        public const int MeasureMs = 5000;

        private const int StopMs = 505;      // 3.5.3: the part does not listen for 500 ms
        private const int CommandMs = 2;     // table 9: the read commands take 1 ms
        private const int AskAgainMs = 500;
        private const int AsksMax = 14;      // a measurement takes 5 s; after 7 s none will come
        private int asks;

        /// <summary>A part at an address.</summary>
        public Scd4x(II2cBus bus, int address)
            : base(bus, address, 3, 9)
        {
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            switch (Phase)
            {
                case 0: // it may still measure since before our restart, and then refuses the start: stop it first
                    return Send(0x3F, 0x86) ? Next(1, StopMs) : SensorStep.Failed;
                case 1:
                    return Send(0x21, 0xB1) ? Next(2, AskAgainMs) : SensorStep.Failed;
                case 2: // get_data_ready_status
                    return Send(0xE4, 0xB8) ? Next(3, CommandMs) : SensorStep.Failed;
                case 3:
                    return TakeReady();
                case 4: // read_measurement
                    return Send(0xEC, 0x05) ? Next(5, CommandMs) : SensorStep.Failed;
                default:
                    return TakeValues();
            }
        }

        /// <inheritdoc />
        public override void Restart()
        {
            asks = 0;
            base.Restart();
        }

        private int TakeReady()
        {
            if (!Receive(3))
            {
                return SensorStep.Failed;
            }

            if (!Crc8.WordsAreWhole(Input, 1))
            {
                return Fail(QualityReason.Damaged);
            }

            if ((Word(0) & 0x7FF) != 0) // 3.8.2: the lower 11 bits are 0 until data is ready
            {
                asks = 0;
                return Next(4, 1);
            }

            return ++asks > AsksMax ? Fail(QualityReason.DeviceFailure) : Next(2, AskAgainMs);
        }

        private int TakeValues()
        {
            if (!Receive(9))
            {
                return SensorStep.Failed;
            }

            if (!Crc8.WordsAreWhole(Input, 3))
            {
                return Fail(QualityReason.Damaged);
            }

            Put(0, Word(0));
            Put(1, -45 + 175.0 * Word(3) / 65535);
            Put(2, 100.0 * Word(6) / 65535);
            return Done(2);
        }
    }
}
