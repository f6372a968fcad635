namespace FieldNode.Mqtt
{
    // From offline to CONNECT: the wait of the back-off, the will, and the one call that may block.
    public sealed partial class MqttSession
    {
        /// <summary>Other filters for the sessions from now on; without effect but while offline.</summary>
        public void UseFilters(string[] filters)
        {
            if (state == MqttState.Offline)
            {
                options.Filters = filters;
            }
        }

        private int StepOffline(long nowMs, long utcMs)
        {
            if (stopped)
            {
                return IdleMs;
            }

            if (ended == NotBegun && options.ConnectDelayMaxMs > 0)
            {
                return WaitForTurn(nowMs, utcMs);
            }

            // The wait runs from the first step after the end: an Open that froze the node for longer than the wait
            // does not use it up, and only now is it known what that Open took.
            if (retryAtMs == NotArmed)
            {
                Wait(ended == NotBegun || ended == OnPurpose ? 0 : WaitMs(nowMs), nowMs);
            }

            if (nowMs < retryAtMs)
            {
                long restMs = retryAtMs - nowMs;
                return restMs < OfflineStepMaxMs ? (int)restMs : OfflineStepMaxMs;
            }

            if (!IsReady)
            {
                ended = ended == OnPurpose ? OnPurpose : NotBegun; // it will be back for all nodes behind it in the same second
                return NotNowMs;
            }

            if (!AskForWill(nowMs, utcMs))
            {
                return NotNowMs;
            }

            Connect(nowMs);
            return 0;
        }

        private bool IsReady
        {
            get { return ready == null || ready.IsReady; }
        }

        // A turn that is drawn before there are a network and a time would be over when they come, and these come to all nodes at once: when a plant
        // gets its supply back, switches and time servers start slower than nodes.
        private int WaitForTurn(long nowMs, long utcMs)
        {
            if (!IsReady || !AskForWill(nowMs, utcMs))
            {
                return NotNowMs;
            }

            ended = HasTurn;
            Wait(backoff.TurnMs(options.ConnectDelayMaxMs), nowMs);
            return 0;
        }

        private void Wait(int waitMs, long nowMs)
        {
            retryAtMs = nowMs + waitMs;
            if (waitMs > 0)
            {
                listener.OnWaiting(waitMs, nowMs);
            }
        }

        // Of the server that is next, and at least what attempts owe: that is one account for all servers.
        private int WaitMs(long nowMs)
        {
            int waitMs = walk.Next(ended != WasNotHad, nowMs);
            int owedMs = backoff.OwedMs(nowMs);
            return (owedMs > waitMs ? owedMs : waitMs) + (ended == WasLost ? backoff.TurnMs(options.ConnectDelayMaxMs) : 0);
        }

        private bool AskForWill(long nowMs, long utcMs)
        {
            int count = listener.OnConnecting(will, willCount > 0, nowMs, utcMs);
            if (count < 0)
            {
                FailUnopened((MqttFault)(-count), nowMs);
                return false;
            }

            if (count == 0 || count > will.Length || stopped)
            {
                retryAtMs = nowMs + NotNowMs;
                return false;
            }

            willCount = count;
            return true;
        }

        // No server is to blame, so it stays the one that is tried next.
        private void FailUnopened(MqttFault fault, long nowMs)
        {
            subscribeId = 0;
            backoff.Begin(nowMs);
            attemptsFailed++;
            ended = WasNotOpened;
            Finish(fault, nowMs);
        }

        private void Connect(long nowMs)
        {
            connectAttempts++;
            subscribeId = 0;
            openRan = true;
            openStartMs = nowMs;
            MqttBroker server = options.Servers[walk.Current];
            MqttFault fault = wire.Open(walk.Current, server.Host, server.Port);
            if (fault == MqttFault.None)
            {
                int count = willCount;
                willCount = 0;
                fault = wire.Connect(options.ClientId, server.User, server.Password, options.WillTopic, will, count,
                    options.KeepAliveS);
            }

            if (fault != MqttFault.None)
            {
                End(fault, nowMs);
                return;
            }

            state = MqttState.WaitConnAck;
            ackByMs = NotArmed;
        }
    }
}
