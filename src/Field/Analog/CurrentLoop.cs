using System;
using FieldNode.Tags;

namespace FieldNode.Field.Analog
{
    /// <summary>What is fixed about a 4-20 mA input.</summary>
    public sealed class CurrentLoopSpec
    {
        /// <summary>Shunt in ohm; 100 gives 0.4 to 2 V. 0: the sensor gives mA already.</summary>
        public double ShuntOhm = 100;
        /// <summary>Value at 4 mA, in engineering units.</summary>
        public double Low;
        /// <summary>Value at 20 mA.</summary>
        public double High = 100;
        /// <summary>Square root of the span: flow from a differential pressure whose transmitter does not extract it itself.</summary>
        public bool SquareRoot;
        /// <summary>
        /// With <see cref="SquareRoot"/>: below this share of the span in %, the value is <see cref="Low"/>: near zero the root makes flow
        /// out of noise. 0: off.
        /// </summary>
        public double CutoffPercent;
        /// <summary>Time constant of the filter in ms; 0: none.</summary>
        public int FilterMs;
    }

    /// <summary>A 4-20 mA loop over a shunt: verdict by NAMUR NE 43, filter, linear or square-root scaling.</summary>
    public sealed class CurrentLoop : Signal
    {
        private readonly double maPerUnit;
        private readonly double low;
        private readonly double span;
        private readonly double cutoff;
        private readonly bool squareRoot;
        private readonly FirstOrderFilter filter;

        /// <summary>A loop.</summary>
        public CurrentLoop(CurrentLoopSpec spec)
        {
            if (spec.ShuntOhm < 0 || spec.Low == spec.High)
            {
                throw new ArgumentException("4-20 mA");
            }

            maPerUnit = spec.ShuntOhm == 0 ? 1 : 1000 / spec.ShuntOhm;
            low = spec.Low;
            span = spec.High - spec.Low;
            cutoff = spec.CutoffPercent / 100;
            squareRoot = spec.SquareRoot;
            filter = new FirstOrderFilter(spec.FilterMs);
        }

        /// <summary>The last current in mA, before the filter.</summary>
        public double Milliamps { get; private set; }

        /// <inheritdoc />
        public override QualityReason Convert(double raw, long nowMs)
        {
            // To a tenth of a µA, so that a current on a limit is on the limit and not a rounding beside it.
            Milliamps = Math.Floor(raw * maPerUnit * 10000 + 0.5) / 10000;
            QualityReason why = Namur.Judge(Milliamps); // of the raw current: a filter would hide a break for a while
            if (why != QualityReason.None)
            {
                filter.Reset();
                return why;
            }

            double share = (filter.Next(Milliamps, nowMs) - 4) / 16;
            Value = low + span * (squareRoot ? Root(share) : share);
            return QualityReason.None;
        }

        /// <inheritdoc />
        public override void Reset()
        {
            filter.Reset();
        }

        private double Root(double share)
        {
            return share <= 0 || share < cutoff ? 0 : Math.Sqrt(share);
        }
    }
}
