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

        /// <summary>In how many ms the current server may be tried.</summary>
        public int WaitMs(long nowMs)
        {
            long waitMs = dueMs[Current] - nowMs;
            return waitMs > 0 ? (int)waitMs : 0;
        }

        /// <summary>The session of the current server was lost: it is tried again after its wait.</summary>
        public void Lost(long nowMs)
        {
            dueMs[Current] = nowMs + backoff.NextMs(Current);
        }

        /// <summary>The current server could not be had.</summary>
        public void Failed(long nowMs)
        {
            Lost(nowMs);
            int best = Current;
            for (int i = 1; i < dueMs.Length; i++)
            {
                int other = (Current + i) % dueMs.Length;
                best = dueMs[other] < dueMs[best] ? other : best;
            }

            Go(best);
        }

        /// <summary>The current server was left on purpose, for the next of the list; nothing has to be waited for.</summary>
        public void MoveOn()
        {
            Go((Current + 1) % dueMs.Length);
            dueMs[Current] = 0;
        }

        private void Go(int server)
        {
            Moves += server == Current ? 0 : 1;
            Current = server;
        }
    }
}
