namespace FieldNode.Sparkplug
{
    /// <summary>
    /// How many rebirths a host gets: the first at once, then one per 5 s, at most 12 in 10 min. Tahu and Ignition ask at most every
    /// 5 s; a host that asks without end must not keep a node from its data. A request is never dropped, only put off.
    /// </summary>
    public sealed class RebirthBudget
    {
        /// <summary>Between two rebirths, in ms.</summary>
        public const int GapMs = 5000;
        /// <summary>Length of the longer window, in ms.</summary>
        public const int WindowMs = 600000;
        /// <summary>Rebirths in the longer window.</summary>
        public const int WindowMax = 12;

        private readonly long[] takenMs = new long[WindowMax]; // a ring
        private int taken;
        private int oldest;

        /// <summary>Takes one if the budget allows it now.</summary>
        public bool TryTake(long nowMs)
        {
            if (WaitMs(nowMs) > 0)
            {
                return false;
            }

            takenMs[oldest] = nowMs;
            oldest = (oldest + 1) % WindowMax;
            if (taken < WindowMax)
            {
                taken++;
            }

            return true;
        }

        /// <summary>In how many ms the next rebirth is allowed; 0: now.</summary>
        public int WaitMs(long nowMs)
        {
            if (taken == 0)
            {
                return 0;
            }

            long last = takenMs[(oldest + WindowMax - 1) % WindowMax];
            long wait = last + GapMs - nowMs;
            if (taken == WindowMax && takenMs[oldest] + WindowMs - nowMs > wait)
            {
                wait = takenMs[oldest] + WindowMs - nowMs;
            }

            return wait > 0 ? (int)wait : 0;
        }
    }
}
