namespace FieldNode.Journal
{
    /// <summary>
    /// The loss ledger, in metrics since the start. At any time Captured = Confirmed + Dropped + Depth, Unheld is at most Confirmed, and
    /// Confirmed + Depth at most Sent + Resent + what was never sent.
    /// </summary>
    public sealed partial class SampleJournal
    {
        private long captured;
        private long sent;
        private long confirmed;
        private long resent;
        private long dropped;
        private long unheld;

        /// <summary>Metrics that were taken.</summary>
        public long Captured
        {
            get { return captured + openMetrics; }
        }

        /// <summary>Of these, those that went out when they were taken.</summary>
        public long Sent
        {
            get { return isLive ? sent + openMetrics : sent; }
        }

        /// <summary>Metrics that the broker answered for, each counted once.</summary>
        public long Confirmed
        {
            get { return confirmed; }
        }

        /// <summary>Metrics that went out later or again, each time counted.</summary>
        public long Resent
        {
            get { return resent; }
        }

        /// <summary>Metrics that made room for newer ones and were never confirmed.</summary>
        public long Dropped
        {
            get { return dropped; }
        }

        /// <summary>Metrics that were confirmed and made room for newer ones before their hold window was over.</summary>
        public long Unheld
        {
            get { return unheld; }
        }

        /// <summary>Metrics that wait for their receipt. Added up from what is there, not from the other counts.</summary>
        public long Depth
        {
            get
            {
                long depth = openMetrics; // of the open batch, which does not count them yet
                depth += flash == null ? 0 : flash.Waiting;
                for (int i = 0; i < used; i++)
                {
                    int slot = SlotOf(i);
                    depth += (flagsOf[slot] & ConfirmedBit) == 0 ? metricsOf[slot] : 0;
                }

                return depth;
            }
        }

        /// <summary>How long the oldest metric that waits for its receipt has been there, in ms; 0: none waits.</summary>
        public long OldestMs(long monotonicMs)
        {
            if (flash != null && flash.Waiting > 0)
            {
                return monotonicMs > flashSinceMs ? monotonicMs - flashSinceMs : 1;
            }

            for (int i = 0; i < used; i++)
            {
                int slot = SlotOf(i);
                if ((flagsOf[slot] & ConfirmedBit) == 0)
                {
                    return monotonicMs - sinceMs[slot];
                }
            }

            return 0;
        }

        // What came into the open batch is its own: when it is closed, and before something of another kind comes into it.
        private void CountOpen(int slot)
        {
            metricsOf[slot] += openMetrics;
            captured += openMetrics;
            sent += isLive ? openMetrics : 0;
            openMetrics = 0;
        }

        private void LoseFrame(byte[] frame, int from, int end)
        {
            int metrics = CountMetrics(frame, from, end);
            captured += metrics;
            dropped += metrics;
        }
    }
}
