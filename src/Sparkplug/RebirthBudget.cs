namespace FieldNode.Sparkplug
{
    /// <summary>
    /// How many rebirths hosts get: a bucket of 8, and one more each 10 s. A host that comes up asks once, or once for each device that it
    /// missed; one that asks without end must not keep a node from its data. What the bucket holds is served at once, and data stops with the
    /// request (Sparkplug 3.0.0, 5.11, rebirth-action-1); what it does not hold is refused and counted, and data goes on.
    /// </summary>
    public sealed class RebirthBudget
    {
        /// <summary>Rebirths that are served one after the other.</summary>
        public const int Burst = 8;

        /// <summary>Time for one more, in ms.</summary>
        public const int RefillMs = 10000;

        private int left = Burst;
        private long refilledMs;

        /// <summary>Takes one if there is one.</summary>
        public bool TryTake(long nowMs)
        {
            if (left == Burst)
            {
                refilledMs = nowMs; // a full bucket saves nothing up
            }

            long more = (nowMs - refilledMs) / RefillMs;
            refilledMs += more * RefillMs;
            left = left + more > Burst ? Burst : left + (int)more;
            if (left == 0)
            {
                return false;
            }

            left--;
            return true;
        }
    }
}
