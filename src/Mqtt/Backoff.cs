namespace FieldNode.Mqtt
{
    /// <summary>
    /// Waits between attempts: a step that doubles from twice the minimum up to the maximum, and of it a random 50 to
    /// 100 %. So each wait lies between minimum and maximum, and a thousand nodes that lost the same broker do not come
    /// back at once.
    /// </summary>
    public sealed class Backoff
    {
        private readonly int minMs;
        private readonly int maxMs;
        private int stepMs;
        private uint random;

        /// <summary>Starts with the shortest step.</summary>
        /// <param name="minMs">Shortest wait, 1 or more.</param>
        /// <param name="maxMs">Longest wait, at least <paramref name="minMs"/>, below 2^30.</param>
        /// <param name="seed">Start of the random numbers; 0 counts as 1, as xorshift would stay at 0.</param>
        public Backoff(int minMs, int maxMs, uint seed)
        {
            this.minMs = minMs;
            this.maxMs = maxMs;
            random = seed == 0 ? 1 : seed;
            Reset();
        }

        /// <summary>The next wait in ms; the one after it is taken from a step twice as long.</summary>
        public int NextMs()
        {
            // xorshift32 (Marsaglia 2003): no multiplication, no state but these 4 bytes.
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;

            int half = stepMs / 2;
            int waitMs = stepMs - (int)((long)random % (half + 1));
            stepMs = stepMs > maxMs / 2 ? maxMs : stepMs * 2;
            return waitMs < minMs ? minMs : waitMs;
        }

        /// <summary>Back to the shortest step.</summary>
        public void Reset()
        {
            stepMs = minMs > maxMs / 2 ? maxMs : minMs * 2;
        }
    }
}
