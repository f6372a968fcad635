using System;
using FieldNode.Tags;

namespace FieldNode.Field.Gpio
{
    /// <summary>What is fixed about a pulse input.</summary>
    public sealed class PulseSpec
    {
        /// <summary>Its counter.</summary>
        public IPulseCounter Counter;
        /// <summary>Name under which its total is kept: another input by the same name goes on with it.</summary>
        public string Name;
        /// <summary>Tag of the total in pulses (its scale makes units of them), or -1.</summary>
        public int TotalTag = -1;
        /// <summary>Tag of the rate in pulses per <see cref="RateBaseMs"/> (its scale makes units of them), or -1.</summary>
        public int RateTag = -1;
        /// <summary>Units in one pulse, for a host that writes the total: pulses = value / UnitsPerPulse.</summary>
        public double UnitsPerPulse = 1;
        /// <summary>Time base of the rate in ms: 1000, 60000, 3600000.</summary>
        public int RateBaseMs = 3600000;
        /// <summary>The rate is taken over at least so many ms.</summary>
        public int RateWindowMs = 10000;
    }

    /// <summary>A totaliser and a rate over a hardware counter.</summary>
    public sealed class PulseInput
    {
        private readonly PulseSpec spec;
        private bool started;
        private long last;            // what the counter said last
        private long windowMs = -1;   // start of the rate's window
        private long windowTotal;

        /// <summary>An input.</summary>
        public PulseInput(PulseSpec spec)
        {
            if (spec.Counter == null || spec.Name == null || spec.RateWindowMs < 1 || spec.RateBaseMs < 1 || !(spec.UnitsPerPulse > 0))
            {
                throw new ArgumentException("pulse input " + spec.Name);
            }

            this.spec = spec;
            Key = KeyOf(spec.Name);
        }

        /// <summary>Number that stands for the name in the record of totals.</summary>
        public int Key { get; }

        /// <summary>Pulses since the meter was set up.</summary>
        public long Total { get; set; }

        /// <summary>Total in the last record that was written.</summary>
        public long Saved { get; set; }

        /// <summary>Tag of the total, or -1.</summary>
        public int TotalTag
        {
            get { return spec.TotalTag; }
        }

        /// <summary>Tag of the rate, or -1.</summary>
        public int RateTag
        {
            get { return spec.RateTag; }
        }

        /// <summary>Takes what was counted, and writes total and rate.</summary>
        /// <returns>False if the counter is not to be had; it is started again the next time.</returns>
        public bool Step(long nowMs, TagTable tags)
        {
            if (!Take())
            {
                windowMs = -1;
                SetBad(tags, QualityReason.PortLost);
                return false;
            }

            if (spec.TotalTag >= 0)
            {
                tags.SetInt(spec.TotalTag, Total);
            }

            if (windowMs < 0)
            {
                windowMs = nowMs;
                windowTotal = Total;
            }
            else if (nowMs - windowMs >= spec.RateWindowMs)
            {
                // Over the time that really passed: a blind node counts on, and then has the mean of that time.
                double rate = (double)(Total - windowTotal) * spec.RateBaseMs / (nowMs - windowMs);
                windowMs = nowMs;
                windowTotal = Total;
                if (spec.RateTag >= 0)
                {
                    tags.SetReal(spec.RateTag, rate);
                }
            }

            return true;
        }

        /// <summary>Can the total be this, in the units of the tag?</summary>
        public bool CanPreset(double value)
        {
            double pulses = PulsesOf(value);
            return pulses >= 0 && pulses <= 9e15;
        }

        /// <summary>Sets the total, as when a meter was exchanged, in the units of the tag.</summary>
        public void Preset(double value)
        {
            Total = (long)PulsesOf(value);
            windowMs = -1; // the jump is no flow
        }

        private double PulsesOf(double value)
        {
            return value / spec.UnitsPerPulse + 0.5;
        }

        /// <summary>Takes what was counted; nothing else. For the last moments of the supply.</summary>
        public bool Take()
        {
            if (!started)
            {
                started = spec.Counter.Start();
                last = 0;
            }

            long count = started ? spec.Counter.Read() : -1;
            if (count < 0)
            {
                if (started)
                {
                    spec.Counter.Stop(); // one that runs on would come back with pulses that are in the total already
                }

                started = false;
                return false;
            }

            Total += count >= last ? count - last : count; // less than before: the hardware began anew
            last = count;
            return true;
        }

        private void SetBad(TagTable tags, QualityReason why)
        {
            if (spec.TotalTag >= 0)
            {
                tags.SetBad(spec.TotalTag, why);
            }

            if (spec.RateTag >= 0)
            {
                tags.SetBad(spec.RateTag, why);
            }
        }

        // FNV-1a over the characters; signed throughout.
        private static int KeyOf(string text)
        {
            int hash = unchecked((int)2166136261);
            for (int i = 0; i < text.Length; i++)
            {
                hash = (hash ^ text[i]) * 16777619;
            }

            return hash;
        }
    }
}
