using FieldNode.Mqtt;
using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>The session from CONNECT to its end: what <see cref="EdgeSession"/> says, done. Sparkplug 3.0.0, 5.4, 5.5 and 5.13.</summary>
    public sealed partial class EdgeNode
    {
        private readonly PrimaryHost host; // null: births wait for nobody
        private uint random;               // of the delays before births; never 0
        private long waitUntilMs;          // for a STATE, or for our turn
        private int walked;                // servers left in a row for want of the host

        /// <summary>Where the session stands.</summary>
        public EdgeState State
        {
            get { return state.State; }
        }

        /// <summary>True while what the node publishes can reach the host that it is meant for: births are out, and the primary host, if there is one, is online.</summary>
        public bool IsHostReachable
        {
            get { return state.State == EdgeState.Born; }
        }

        /// <summary>When the session was subscribed, in monotonic ms.</summary>
        public long OnlineSinceMs
        {
            get { return onlineMs; }
        }

        /// <summary>The primary host, or null.</summary>
        public PrimaryHost Host
        {
            get { return host; }
        }

        /// <summary>Leaves on purpose: DDEATHs, NDEATH with QoS 1, then DISCONNECT once it is confirmed (5.5, intentional disconnect).</summary>
        public void Stop(long nowMs, long utcMs)
        {
            Do(state.Take(EdgeSignal.Stop), nowMs, utcMs);
        }

        /// <summary>Goes to the next server of the list, on a host's command.</summary>
        public void GoToNextServer(long nowMs, long utcMs)
        {
            Do(state.Take(EdgeSignal.NextServer), nowMs, utcMs);
        }

        /// <inheritdoc />
        public int OnConnecting(byte[] buffer, bool again, long nowMs, long utcMs)
        {
            if (utcMs < options.ClockFloorMs || utcMs > options.ClockCeilingMs)
            {
                return 0;
            }

            if (!again)
            {
                bdSeq = bdSeqs.Next();
            }

            if (bdSeq < 0)
            {
                return -(int)MqttFault.StoreFailed;
            }

            if (host != null)
            {
                host.Begin(session.Server); // a retained STATE may come ahead of SUBACK
            }

            return WriteDeath(buffer, utcMs);
        }

        /// <inheritdoc />
        public void OnOnline(long nowMs, long utcMs)
        {
            ForgetBirths();
            longestCount = 0;
            onlineMs = nowMs;
            if (echo != null)
            {
                echo.OnOnline();
            }

            Do(state.Take(host == null ? EdgeSignal.Subscribed : EdgeSignal.MustWait), nowMs, utcMs);
            if (host != null && host.IsKnown)
            {
                Do(state.Take(host.IsOnline ? EdgeSignal.HostOnline : EdgeSignal.HostOffline), nowMs, utcMs);
            }
        }

        /// <inheritdoc />
        public void OnOverlong(int count, bool retain, long nowMs, long utcMs)
        {
            if (echo != null && echo.Passed())
            {
                return;
            }

            owner.OnEdgeEvent(EdgeEvent.CommandUnreadable, 0, (int)DecodeError.TooLong);
        }

        /// <inheritdoc />
        public void OnReceipt(long pingSentMs, long nowMs)
        {
            if (journal != null)
            {
                journal.OnReceipt(session.ReceiptCovers, nowMs);
            }
        }

        /// <inheritdoc />
        public void OnOffline(MqttFault fault, long nowMs)
        {
            state.Take(EdgeSignal.Lost);
            ForgetBirths();
            if (journal != null)
            {
                journal.OnOffline(nowMs);
            }

            owner.OnEdgeEvent(EdgeEvent.Offline, 0, (int)fault);
            if (echo != null && echo.OnOffline(session.HasSubscribed))
            {
                session.UseFilters(Filters);
            }

            if (longestCount > 0 && fault != MqttFault.ClosedByUs && nowMs - onlineMs < MqttSession.StableMs)
            {
                owner.OnEdgeEvent(EdgeEvent.LostAfterBirth, longestDevice, longestCount);
            }

            longestCount = 0;
        }

        /// <inheritdoc />
        public void OnWaiting(int waitMs, long nowMs)
        {
            owner.OnEdgeEvent(EdgeEvent.NextAttempt, 0, waitMs);
        }

        private void OnState(byte[] payload, int offset, int count, long nowMs, long utcMs)
        {
            bool was = host.IsOnline;
            bool known = host.IsKnown;
            HostChange change = host.Take(payload, offset, count, utcMs);
            if (change == HostChange.None)
            {
                return;
            }

            if (host.IsOnline != was || !known)
            {
                owner.OnEdgeEvent(host.IsOnline ? EdgeEvent.HostOnline : EdgeEvent.HostOffline, 0, session.Server);
            }

            Do(state.Take(change == HostChange.Online ? EdgeSignal.HostOnline : EdgeSignal.HostOffline), nowMs, utcMs);
        }

        // What a wait for a STATE, or for the node's turn, comes to.
        private int StepWait(long nowMs, long utcMs)
        {
            if (state.State != EdgeState.AwaitHost && state.State != EdgeState.AwaitTurn)
            {
                return NoSleep;
            }

            if (nowMs >= waitUntilMs)
            {
                walked = state.State == EdgeState.AwaitHost ? 0 : walked; // nobody spoke for so long: look everywhere anew
                Do(state.Take(EdgeSignal.Elapsed), nowMs, utcMs);
                return 0;
            }

            long restMs = waitUntilMs - nowMs;
            return restMs > int.MaxValue ? int.MaxValue : (int)restMs;
        }

        private void Do(EdgeAction action, long nowMs, long utcMs)
        {
            switch (action)
            {
                case EdgeAction.Birth:
                    birthsDue = true; // in the next step, before any data
                    isFlowing = false;
                    walked = 0;
                    break;
                case EdgeAction.StartWait:
                    waitUntilMs = nowMs + options.HostWaitMs;
                    break;
                case EdgeAction.StartDelay:
                    waitUntilMs = nowMs + Delay();
                    break;
                case EdgeAction.Walk:
                    Walk(nowMs);
                    break;
                case EdgeAction.LeaveOn:
                    walked = 1;
                    PublishNodeDeath(utcMs);
                    session.MoveOn(nowMs);
                    break;
                case EdgeAction.LeaveForGood:
                    PublishDeaths(utcMs);
                    PublishNodeDeath(utcMs);
                    session.Stop(nowMs);
                    break;
                case EdgeAction.Quit:
                    session.Stop(nowMs);
                    break;
            }
        }

        // To the next server at once, until all of them were asked; then the node waits at each for a while, so that it always hears one of them.
        private void Walk(long nowMs)
        {
            waitUntilMs = nowMs + options.HostWaitMs;
            if (walked < options.Servers - 1)
            {
                walked++;
                session.MoveOn(nowMs);
            }
        }

        private void PublishDeaths(long utcMs)
        {
            tags.SendAt(utcMs);
            for (int device = 1; device < born.Length; device++)
            {
                if (born[device])
                {
                    PublishDeath(device);
                }
            }
        }

        private void PublishNodeDeath(long utcMs)
        {
            bool wasBorn = born[0];
            ForgetBirths();
            if (wasBorn && session.State == MqttState.Online)
            {
                session.PublishConfirmed(deathTopic, frame, 0, WriteDeath(frame, utcMs));
            }
        }

        /// <summary>NDEATH, as a will or on its own: its own time and the session's bdSeq, no seq (6.4.19). Returns its length.</summary>
        private int WriteDeath(byte[] into, long utcMs)
        {
            writer.Begin(into, 0, into.Length);
            writer.PayloadTimestamp(utcMs);
            WriteBdSeq(utcMs);
            return writer.Count;
        }

        // A STATE wakes all nodes of a site in the same ms: each draws when its births go out.
        private int Delay()
        {
            random ^= random << 13; // xorshift32 (Marsaglia 2003)
            random ^= random >> 17;
            random ^= random << 5;
            return (int)((long)random % (options.BirthDelayMaxMs + 1));
        }
    }
}
