using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>An analogue input of the board as a sensor: volts (value 0).</summary>
    public sealed class AnalogSensor : Sensor
    {
        private readonly IAnalogInput input;

        /// <summary>A sensor on an input.</summary>
        public AnalogSensor(IAnalogInput input)
            : base(1)
        {
            this.input = input;
        }

        /// <inheritdoc />
        public override int Step(long nowMs)
        {
            if (!input.Open())
            {
                return Fail(QualityReason.PortLost);
            }

            double volts = input.ReadVolts();
            if (double.IsNaN(volts))
            {
                return Fail(QualityReason.PortLost);
            }

            if (volts >= input.FullScaleVolts)
            {
                PutBad(0, QualityReason.Overload);
            }
            else
            {
                Put(0, volts);
            }

            return Done(0);
        }
    }
}
