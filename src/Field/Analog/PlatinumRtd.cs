using System;

namespace FieldNode.Field.Analog
{
    /// <summary>
    /// Resistance of platinum against temperature after Callendar and Van Dusen, coefficients of IEC 60751:2022 (alpha 0.003851),
    /// -200 to 850 °C.
    /// </summary>
    public static class PlatinumRtd
    {
        private const double A = 3.9083e-3;
        private const double B = -5.775e-7;
        private const double C = -4.183e-12;

        /// <summary>Resistance at a temperature in °C, as a multiple of that at 0 °C.</summary>
        public static double Ratio(double celsius)
        {
            double ratio = 1 + celsius * (A + celsius * B);
            return celsius < 0 ? ratio + C * (celsius - 100) * celsius * celsius * celsius : ratio;
        }

        /// <summary>
        /// Temperature in °C of a resistance, given as a multiple of that at 0 °C; not-a-number outside -200 to 850 °C (0.3 K allowed
        /// for). Above 0 °C by the quadratic formula, below it by Newton's method from there; within 0.001 K.
        /// </summary>
        public static double Celsius(double ratio)
        {
            if (double.IsNaN(ratio) || ratio < 0.184 || ratio > 3.906)
            {
                return double.NaN;
            }

            double celsius = (-A + Math.Sqrt(A * A - 4 * B * (1 - ratio))) / (2 * B);
            if (ratio >= 1)
            {
                return celsius;
            }

            for (int i = 0; i < 4; i++)
            {
                double slope = A + 2 * B * celsius + C * celsius * celsius * (4 * celsius - 300);
                celsius -= (Ratio(celsius) - ratio) / slope;
            }

            return celsius;
        }
    }
}
