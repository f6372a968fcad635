namespace FieldNode.Field.Gpio
{
    /// <summary>A contact that bounces: its level counts once it has been seen unchanged for a time.</summary>
    public sealed class Debounce
    {
        private readonly int stableMs;
        private int candidate = -1;
        private long sinceMs;

        /// <summary>A contact whose level must stand for so many ms; 0: every sample counts.</summary>
        public Debounce(int stableMs)
        {
            this.stableMs = stableMs;
        }

        /// <summary>1 closed (high), 0 open (low), -1 not known yet.</summary>
        public int State { get; private set; } = -1;

        /// <summary>Takes a sample of the level, 0 or 1; -1: it cannot be read, and the state is unknown.</summary>
        /// <returns>The state.</returns>
        public int Next(int level, long nowMs)
        {
            if (level != candidate)
            {
                candidate = level;
                sinceMs = nowMs;
            }

            if (level < 0 || nowMs - sinceMs >= stableMs)
            {
                State = level;
            }

            return State;
        }
    }
}
