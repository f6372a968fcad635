namespace FieldNode.Mqtt
{
    /// <summary>
    /// Which server of the list is next, and when. Each has a back-off of its own, so that a dead one keeps nobody from a living one. A server
    /// whose session was lost is tried again first: a broker that starts anew is back within a second. One that could not be had makes room
    /// for the server that may be tried soonest, in the order of the list from there.
    /// </summary>
    public sealed class ServerWalk
    {
        private readonly Backoff backoff;
        private readonly long[] dueMs; // by server: not before

        /// <summary>Starts with the first server.</summary>
        public ServerWalk(int servers, Backoff backoff)
        {
            this.backoff = backoff;
            dueMs = new long[servers];
        }

        /// <summary>The server that is connected, or tried next.</summary>
        public int Current { get; private set; }

        /// <summary>How often it went from one server to another.</summary>
        public int Moves { get; private set; }

        /// <summary>The session of the current server was lost, or it could not be had; then <see cref="Current"/> is the one that is tried next.</summary>
        /// <param name="wasHad">There was a session.</param>
        /// <param name="nowMs">Behind the attempt: the server's wait does not pass while the loop stands still.</param>
        /// <returns>In how many ms it may be tried.</returns>
        public int Next(bool wasHad, long nowMs)
        {
            if (!wasHad)
            {
                backoff.Missed(Current);
            }

            dueMs[Current] = nowMs + backoff.NextMs(Current);
            int best = Current;
            for (int i = 1; i < dueMs.Length && !wasHad; i++)
            {
                int other = (Current + i) % dueMs.Length;
                best = WaitMs(other, nowMs) < WaitMs(best, nowMs) ? other : best;
            }

            Go(best);
            return WaitMs(best, nowMs);
        }

        /// <summary>The current server was left on purpose, for the next of the list; nothing has to be waited for.</summary>
        public void MoveOn()
        {
            Go((Current + 1) % dueMs.Length);
            dueMs[Current] = 0;
        }

        // Whoever may be tried now is equal: how long it could have been tried says nothing.
        private int WaitMs(int server, long nowMs)
        {
            long waitMs = dueMs[server] - nowMs;
            return waitMs > 0 ? (int)waitMs : 0;
        }

        private void Go(int server)
        {
            Moves += server == Current ? 0 : 1;
            Current = server;
        }
    }
}
