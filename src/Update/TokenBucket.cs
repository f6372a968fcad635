namespace FieldNode.Update
{
    /// <summary>So many at once, and one more for each period: what somebody else asks for has a price per day.</summary>
    public sealed class TokenBucket
    {
        private readonly int max;
        private readonly long periodMs;
        private int tokens;
        private long filledMs;

        private bool isBegun;

        /// <summary>A bucket.</summary>
        /// <param name="max">The most that it holds.</param>
        /// <param name="periodMs">One more each, in ms.</param>
        /// <param name="start">What it holds at first.</param>
        public TokenBucket(int max, long periodMs, int start)
        {
            this.max = max;
            this.periodMs = periodMs;
            tokens = start;
        }

        /// <summary>Takes one.</summary>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <returns>False if there is none.</returns>
        public bool Take(long nowMs)
        {
            if (!Has(nowMs))
            {
                return false;
            }

            tokens--;
            return true;
        }

        /// <summary>True if there is one.</summary>
        public bool Has(long nowMs)
        {
            filledMs = isBegun ? filledMs : nowMs;
            isBegun = true;
            while (tokens < max && nowMs - filledMs >= periodMs)
            {
                tokens++;
                filledMs += periodMs;
            }

            filledMs = tokens == max ? nowMs : filledMs;
            return tokens > 0;
        }
    }
}
