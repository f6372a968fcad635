namespace FieldNode.Mqtt
{
    /// <summary>
    /// Waits between attempts. Two things make them long:
    /// <para>A step that doubles from twice the minimum up to the maximum, and of it a random 50 to 100 %. So each of these waits lies
    /// between minimum and maximum, and a thousand nodes that lost the same broker do not come back at once.</para>
    /// <para>What attempts cost: on the device an attempt stops the whole loop (docs/device.md, "Standing still"). From the second
    /// attempt on (with three or more servers: once each was tried), the wait is at least 19 times what the attempt took, and none starts that
    /// would bring the blind time of the outage above 5 % of it, an outage counting as <see cref="GraceMs"/> at least. So of any outage longer than that at most 5 % is blind, and
    /// within it at most <see cref="GraceMs"/> / 20 altogether. An attempt is foreseen to take as long as the longest of the outage did; one
    /// that takes longer comes on top, once.</para>
    /// </summary>
    public sealed class Backoff
    {
        /// <summary>An outage shorter than this, in ms, is taken as so long: three minutes of it may be blind.</summary>
        public const int GraceMs = 3600000;
        /// <summary>
        /// Longest wait that <see cref="OwedMs"/> asks for, in ms, before its jitter: attempts of up to 189 s are paid for in full
        /// (38 times that). One that took longer, because the node was suspended in its midst say, must not keep it away for days.
        /// </summary>
        public const int OwedMaxMs = 7200000;

        private const int ShareOf = 20;     // one twentieth: 5 %
        private const int QuickAttempts = 2; // a short glitch is over by the second

        private readonly int minMs;
        private readonly int maxMs;
        private readonly int[] stepMs; // by server
        private uint random;

        // Of this outage.
        private bool isOut;
        private long sinceMs;
        private long blindMs;
        private long longestMs;
        private long lastMs;
        private int attempts;
        private int turnMs;

        /// <summary>Starts with the shortest step.</summary>
        /// <param name="minMs">Shortest wait, 1 or more.</param>
        /// <param name="maxMs">Longest wait of the steps, at least <paramref name="minMs"/>, below 2^30.</param>
        /// <param name="seed">Start of the random numbers; 0 counts as 1, as xorshift would stay at 0.</param>
        /// <param name="servers">How many servers have steps of their own; what attempts cost the loop is one account for all.</param>
        public Backoff(int minMs, int maxMs, uint seed, int servers)
        {
            stepMs = new int[servers];
            this.minMs = minMs;
            this.maxMs = maxMs;
            random = seed == 0 ? 1 : seed;
            for (int i = 0; i < servers; i++)
            {
                Reset(i);
            }
        }

        /// <summary>The next wait in ms by the steps of a server; the one after it is taken from a step twice as long.</summary>
        public int NextMs(int server)
        {
            int step = stepMs[server];
            int half = step / 2;
            int waitMs = step - UpTo(half);
            stepMs[server] = step > maxMs / 2 ? maxMs : step * 2;
            return waitMs < minMs ? minMs : waitMs;
        }

        /// <summary>A random time of up to a maximum, which the first attempt waits besides.</summary>
        public int TurnMs(int maxMs)
        {
            turnMs = maxMs == 0 ? 0 : UpTo(maxMs); // none of 0: the numbers of the steps stay as they are
            return turnMs;
        }

        /// <summary>
        /// A server could not be had: its next step is at least as long as the turn that was waited for, as a step that was doubled is as long as the
        /// outage so far. With the shortest step, those whose turn was just before a broker is back would all come within seconds of it.
        /// </summary>
        public void Missed(int server)
        {
            int leastMs = turnMs > maxMs ? maxMs : turnMs;
            stepMs[server] = stepMs[server] < leastMs ? leastMs : stepMs[server];
        }

        /// <summary>The link is gone, or there was none yet: the outage runs from here, if it does not run already.</summary>
        public void Begin(long nowMs)
        {
            if (!isOut)
            {
                isOut = true;
                sinceMs = nowMs;
            }
        }

        /// <summary>An attempt stopped the loop from one time to another.</summary>
        public void Attempted(long startMs, long endMs)
        {
            Begin(startMs);
            lastMs = endMs - startMs;
            blindMs += lastMs;
            longestMs = lastMs > longestMs ? lastMs : longestMs;
            attempts++;
        }

        /// <summary>How long the next attempt has to wait from now for what this outage's attempts took, in ms; 0 if it is paid for.</summary>
        public int OwedMs(long nowMs)
        {
            long owedMs = attempts < QuickAttempts || attempts < stepMs.Length ? 0 : (ShareOf - 1) * lastMs;
            long outageMs = ShareOf * (blindMs + longestMs); // so long has it to be when the next attempt ends
            if (outageMs > GraceMs)
            {
                long restMs = outageMs - longestMs - (nowMs - sinceMs);
                owedMs = restMs > owedMs ? restMs : owedMs;
            }

            int waitMs = owedMs > OwedMaxMs ? OwedMaxMs : (int)owedMs;
            return waitMs + UpTo(waitMs / 8); // all nodes pay the same for the same dead broker: jitter here as well
        }

        /// <summary>The outage is over, by a session with a server, and the next one of that server begins with the shortest step.</summary>
        public void Reset(int server)
        {
            stepMs[server] = minMs > maxMs / 2 ? maxMs : minMs * 2;
            isOut = false;
            blindMs = 0;
            longestMs = 0;
            lastMs = 0;
            attempts = 0;
            turnMs = 0;
        }

        /// <summary>A random number from 0 to a maximum, both included.</summary>
        private int UpTo(int max)
        {
            // xorshift32 (Marsaglia 2003): no multiplication, no state but these 4 bytes.
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            return (int)((long)random % (max + 1));
        }
    }
}
