using System;

namespace FieldNode.Field.Analog
{
    /// <summary>
    /// Low-pass of the first order, exact for any distance between samples: y += (x − y) · (1 − e^(−dt / T)). So a node that was blind for
    /// seconds comes back as if it had seen the input stand still.
    /// </summary>
    public sealed class FirstOrderFilter
    {
        private readonly double timeConstantMs;
        private double value;
        private long lastMs;
        private bool hasValue;

        /// <summary>A filter; 0: the input passes as it is. After one time constant a step has gone 63 % of its way.</summary>
        public FirstOrderFilter(int timeConstantMs)
        {
            this.timeConstantMs = timeConstantMs;
        }

        /// <summary>Takes a sample, gives the filtered value. The first sample passes as it is.</summary>
        public double Next(double sample, long nowMs)
        {
            if (!hasValue || timeConstantMs <= 0)
            {
                value = sample;
                hasValue = true;
            }
            else
            {
                value += (sample - value) * (1 - Math.Exp(-(nowMs - lastMs) / timeConstantMs));
            }

            lastMs = nowMs;
            return value;
        }

        /// <summary>The next sample is a first one.</summary>
        public void Reset()
        {
            hasValue = false;
        }
    }
}
