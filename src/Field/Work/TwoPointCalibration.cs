using System;
using FieldNode.Tags;

namespace FieldNode.Field.Work
{
    /// <summary>
    /// A two-point calibration: what the node showed and what a reference showed, at two places of the range. It is a gain and a bias on
    /// the engineering value, so it goes into the tag's scale and offset and costs nothing per sample.
    /// </summary>
    public sealed class TwoPointCalibration
    {
        /// <summary>What the tag showed at the lower point, uncalibrated.</summary>
        public double ShownLow;
        /// <summary>What the reference showed there.</summary>
        public double TrueLow;
        /// <summary>What the tag showed at the upper point, uncalibrated.</summary>
        public double ShownHigh = 1;
        /// <summary>What the reference showed there.</summary>
        public double TrueHigh = 1;
        /// <summary>Day, as <c>2026-03-01</c>.</summary>
        public string On;
        /// <summary>Who.</summary>
        public string By;
        /// <summary>Day when the next one is due, or null.</summary>
        public string Due;

        /// <summary>Puts the calibration into a tag that is yet to be added: scale and offset, and the properties of its birth.</summary>
        public void Apply(TagSpec spec)
        {
            double span = ShownHigh - ShownLow;
            double gain = (TrueHigh - TrueLow) / span;
            if (span == 0 || double.IsNaN(gain) || double.IsInfinity(gain) || gain == 0)
            {
                throw new ArgumentException("calibration of " + spec.Name);
            }

            double bias = TrueLow - gain * ShownLow;
            spec.Scale = spec.Scale * gain;
            spec.Offset = spec.Offset * gain + bias;
            spec.CalibratedOn = On;
            spec.CalibratedBy = By;
            spec.CalibrationDue = Due;
        }
    }
}
