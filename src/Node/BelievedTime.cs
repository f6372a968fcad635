namespace FieldNode
{
    /// <summary>
    /// The wall clock as the node uses it. A time outside of floor and ceiling is not believed, wherever it comes from: a supply that was
    /// lost, a clock set by hand, one wrong answer of a time server. Before the first time that is believed there is none (0); after it the
    /// monotonic clock carries it on, so that nothing leaves with a time that cannot be.
    /// </summary>
    public sealed class BelievedTime
    {
        private readonly long floorMs;
        private readonly long ceilingMs;
        private long offsetMs;   // utcMs - nowMs as last believed
        private bool isSet;
        private bool isRefused;

        /// <summary>A clock that believes nothing outside of floor and ceiling, both ms since 1970 UTC.</summary>
        public BelievedTime(long floorMs, long ceilingMs)
        {
            this.floorMs = floorMs;
            this.ceilingMs = ceilingMs;
        }

        /// <summary>What <see cref="Of"/> was just given: the first of the times that are not believed, or the first that is again. Told once for all of them.</summary>
        public TimeNews News { get; private set; }

        /// <summary>The time to use.</summary>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">What the board's clock shows, ms since 1970 UTC; 0: the board does not believe it itself.</param>
        /// <returns>ms since 1970 UTC, or 0 while there was none yet.</returns>
        public long Of(long nowMs, long utcMs)
        {
            if (utcMs >= floorMs && utcMs <= ceilingMs)
            {
                News = isRefused ? TimeNews.Right : TimeNews.None;
                isSet = true;
                isRefused = false;
                offsetMs = utcMs - nowMs;
                return utcMs;
            }

            News = utcMs != 0 && !isRefused ? TimeNews.Refused : TimeNews.None;
            isRefused = utcMs != 0;
            return isSet ? nowMs + offsetMs : 0;
        }
    }
}
