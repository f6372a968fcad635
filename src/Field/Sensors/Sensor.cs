using FieldNode.Tags;

namespace FieldNode.Field
{
    /// <summary>What all sensors of our own share: values, their reasons, and a phase that counts the conversations of a measurement.</summary>
    public abstract class Sensor : ISensor
    {
        private readonly double[] values;
        private readonly byte[] reasons;

        /// <summary>A sensor of so many values.</summary>
        protected Sensor(int valueCount)
        {
            values = new double[valueCount];
            reasons = new byte[valueCount];
        }

        /// <summary>Which conversation comes next; 0 initialises.</summary>
        protected int Phase { get; set; }

        /// <inheritdoc />
        public int ValueCount
        {
            get { return values.Length; }
        }

        /// <inheritdoc />
        public QualityReason Fault { get; private set; }

        /// <inheritdoc />
        public abstract int Step(long nowMs);

        /// <inheritdoc />
        public double Value(int index)
        {
            return values[index];
        }

        /// <inheritdoc />
        public QualityReason ReasonOf(int index)
        {
            return (QualityReason)reasons[index];
        }

        /// <inheritdoc />
        public virtual void Restart()
        {
            Phase = 0;
        }

        /// <summary>A good value.</summary>
        protected void Put(int index, double value)
        {
            values[index] = value;
            reasons[index] = (byte)QualityReason.None;
        }

        /// <summary>No good value, though the part answers.</summary>
        protected void PutBad(int index, QualityReason why)
        {
            reasons[index] = (byte)why;
        }

        /// <summary>
        /// Goes on in another phase after so many ms. The loop's clock knows whole ms, so up to one less may pass: a time that a datasheet
        /// demands needs one more.
        /// </summary>
        protected int Next(int phase, int waitMs)
        {
            Phase = phase;
            return waitMs;
        }

        /// <summary>The measurement failed.</summary>
        protected int Fail(QualityReason why)
        {
            Fault = why;
            return SensorStep.Failed;
        }

        /// <summary>The measurement is complete; the next one begins in this phase.</summary>
        protected int Done(int nextPhase)
        {
            Phase = nextPhase;
            return SensorStep.Done;
        }
    }
}
