namespace FieldNode.Sparkplug
{
    /// <summary>
    /// When a device that died may be born again. The first time at once: most deaths are short and single. One that dies again within 10 min of
    /// that flaps: it waits 5 s from its death, then 10 s, and so on up to 300 s, so that hosts see a few births of it and not one for each loose
    /// contact. What it does while it waits is not told. The other devices do not wait.
    /// </summary>
    public sealed class ReturnHoldOff
    {
        /// <summary>First wait, in ms; each further one is twice as long.</summary>
        public const int FirstMs = 5000;

        /// <summary>Longest wait, in ms.</summary>
        public const int LongestMs = 300000;

        /// <summary>A device that dies so long after it was free to return does not flap, in ms.</summary>
        public const int StableMs = 600000;

        private const long NeverDied = long.MinValue / 2;

        private readonly long[] freeAtMs; // by device: from when on it may be born
        private readonly byte[] deaths;   // by device: in a row, none of them StableMs from the one before

        /// <summary>For so many devices, the node itself included.</summary>
        public ReturnHoldOff(int devices)
        {
            freeAtMs = new long[devices];
            deaths = new byte[devices];
            for (int device = 0; device < devices; device++)
            {
                freeAtMs[device] = NeverDied;
            }
        }

        /// <summary>The device died, and hosts were told.</summary>
        public void OnDeath(int device, long nowMs)
        {
            int before = nowMs - freeAtMs[device] >= StableMs ? 0 : deaths[device];
            int waitMs = before == 0 ? 0 : FirstMs;
            for (int i = 1; i < before && waitMs < LongestMs; i++)
            {
                waitMs += waitMs;
            }

            freeAtMs[device] = nowMs + (waitMs > LongestMs ? LongestMs : waitMs);
            deaths[device] = (byte)(before < byte.MaxValue ? before + 1 : before);
        }

        /// <summary>True if the device died before.</summary>
        public bool HasDied(int device)
        {
            return deaths[device] > 0;
        }

        /// <summary>In how many ms the device may be born; 0: now.</summary>
        public int LeftMs(int device, long nowMs)
        {
            long left = freeAtMs[device] - nowMs;
            return left <= 0 ? 0 : (int)left;
        }
    }
}
