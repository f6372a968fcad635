using FieldNode.Tags;

namespace FieldNode.Field.Analog
{
    /// <summary>A value in its own unit through a filter, held against what is physically possible at its place.</summary>
    public sealed class PlainSignal : Signal
    {
        private readonly FirstOrderFilter filter;
        private readonly double lowest;
        private readonly double highest;

        /// <summary>A signal; outside lowest to highest the value is bad (Overload).</summary>
        public PlainSignal(int filterMs, double lowest, double highest)
        {
            filter = new FirstOrderFilter(filterMs);
            this.lowest = lowest;
            this.highest = highest;
        }

        /// <inheritdoc />
        public override QualityReason Convert(double raw, long nowMs)
        {
            if (double.IsNaN(raw) || raw < lowest || raw > highest)
            {
                filter.Reset();
                return QualityReason.Overload;
            }

            Value = filter.Next(raw, nowMs);
            return QualityReason.None;
        }

        /// <inheritdoc />
        public override void Reset()
        {
            filter.Reset();
        }
    }
}
