namespace FieldNode.Sparkplug
{
    /// <summary>How many values hosts may write: a bucket of one minute's worth, filled evenly. Whole numbers, so nothing is lost by rounding.</summary>
    public sealed class WriteBudget
    {
        private const long MinuteMs = 60000; // what one value costs, where each ms brings as much as there may be values in a minute

        private readonly int perMinute;
        private long credit;
        private long filledMs;
        private bool isBegun;

        /// <summary>A budget of so many values a minute, 1 or more.</summary>
        public WriteBudget(int perMinute)
        {
            this.perMinute = perMinute;
        }

        /// <summary>Takes so many values if there is room for all of them, else none.</summary>
        public bool TryTake(int values, long nowMs)
        {
            long pastMs = nowMs - filledMs;
            filledMs = nowMs;
            credit = !isBegun || pastMs >= MinuteMs ? perMinute * MinuteMs : credit + pastMs * perMinute;
            isBegun = true;
            credit = credit > perMinute * MinuteMs ? perMinute * MinuteMs : credit;
            if (credit < values * MinuteMs)
            {
                return false;
            }

            credit -= values * MinuteMs;
            return true;
        }
    }
}
