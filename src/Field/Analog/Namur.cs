using FieldNode.Tags;

namespace FieldNode.Field.Analog
{
    /// <summary>
    /// The signal levels of NAMUR recommendation NE 43 for 4-20 mA transmitters. 3.8 to 20.5 mA is the measuring range; up to 3.6 and 21 mA a
    /// transmitter may go at its ends (valid extremes, good); outside it signals its own failure. And no current at all is a broken
    /// wire: a transmitter that works, or that signals failure, always draws some.
    /// </summary>
    public static class Namur
    {
        /// <summary>Below: the transmitter signals failure.</summary>
        public const double FailureLowMa = 3.6;
        /// <summary>Above: the transmitter signals failure, or the loop is shorted.</summary>
        public const double FailureHighMa = 21.0;
        /// <summary>
        /// Below: the wire is broken. Not of NE 43: a two-wire transmitter needs some 3 mA to live, a converter's zero error on 100 ohm
        /// is some 0.01 mA, leakage over a wet terminal some 0.1 mA.
        /// </summary>
        public const double WireBreakMa = 0.5;

        /// <summary>The verdict on a current in mA; the limits themselves are still good.</summary>
        public static QualityReason Judge(double ma)
        {
            if (double.IsNaN(ma))
            {
                return QualityReason.Overload;
            }

            return ma < WireBreakMa ? QualityReason.WireBreak
                : ma < FailureLowMa ? QualityReason.SignalLow
                : ma > FailureHighMa ? QualityReason.SignalHigh
                : QualityReason.None;
        }
    }
}
