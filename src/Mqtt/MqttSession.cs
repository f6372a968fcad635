using System;

namespace FieldNode.Mqtt
{
    /// <summary>
    /// One MQTT 3.1.1 session after another over an <see cref="IMqttWire"/>: connect, subscribe, publish, keep-alive,
    /// receipts, back-off.
    /// <para>
    /// It owns no thread and reads no clock: <see cref="Step"/> does what is due. A packet is looked for before any
    /// time-out is judged, and a wait that follows <see cref="IMqttWire.Open"/> starts with the first step after it, so
    /// a device that froze in a TLS handshake finds its answers, not its time-outs. Nothing is allocated after
    /// construction.
    /// </para>
    /// <para>All members belong to one thread. The listener may call any of them from its callbacks.</para>
    /// </summary>
    public sealed partial class MqttSession
    {
        /// <summary>A session that was online this long, in ms, makes the next back-off short again. A CONNACK alone
        /// does not: a broker that throws us out after each connect would be hammered.</summary>
        public const int StableMs = 30000;
        /// <summary>After the listener said "not now" it is asked again so many ms later.</summary>
        public const int NotNowMs = 250;

        private const long NotArmed = -1;

        // In ended.
        private const byte NotBegun = 0;     // the node starts, or its network was away: once it could connect, it waits for its turn
        private const byte OnPurpose = 1;    // the next attempt follows at once
        private const byte WasLost = 2;
        private const byte WasNotHad = 3;
        private const byte WasNotOpened = 4; // no server is to blame
        private const byte HasTurn = 5;

        private const int GapMs = 1000;
        private const int IdleMs = 250;
        private const int OfflineStepMaxMs = 1000;
        private const int WaitStepMs = 10;
        private const int OnlineStepMs = 20;

        private readonly IMqttWire wire;
        private readonly IWireReady ready; // the same object, or null
        private readonly IMqttListener listener;
        private readonly MqttOptions options;
        private readonly Backoff backoff;
        private readonly ServerWalk walk;
        private readonly byte[] will;
        private readonly int pingPeriodMs;

        private MqttState state;
        private bool stopped;
        private bool movesOn;            // when it has left, it goes to the next server
        private MqttFault brokenBy;      // a send outside of Step failed; the next Step ends the session
        private int willCount;           // bytes of a will that no CONNECT packet carried yet
        private bool openRan;            // the last step was in wire.Open
        private long openStartMs;
        private byte ended;              // how the last session or attempt did
        private long retryAtMs = NotArmed;
        private long ackByMs;            // CONNACK or SUBACK
        private long onlineSinceMs;
        private long heardMs;            // bytes of an overlong message went by: what waits behind them is not late
        private long lastStepMs;
        private bool gapBefore;          // the last step came after a gap

        /// <summary>A session that starts to connect with its first step.</summary>
        /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
        public MqttSession(IMqttWire wire, IMqttListener listener, MqttOptions options)
        {
            if (wire == null || listener == null || options == null)
            {
                throw new ArgumentException("wire, listener and options are needed");
            }

            options.Check();
            this.wire = wire;
            ready = wire as IWireReady;
            this.listener = listener;
            this.options = options;
            backoff = new Backoff(options.BackoffMinMs, options.BackoffMaxMs, options.JitterSeed, options.Servers.Length);
            walk = new ServerWalk(options.Servers.Length, backoff);
            will = new byte[options.WillBytesMax];

            // Half of the keep-alive: one PINGREQ may be late by as much again before the broker's 1.5 times are over.
            pingPeriodMs = options.KeepAliveS * 500;
        }

        /// <summary>Where the session stands.</summary>
        public MqttState State
        {
            get { return state; }
        }

        /// <summary>
        /// The first attempt after a start, a lost session or a network that was away waits a random time of up to so many ms, beside the wait that it
        /// has anyway: what takes one node's link takes that of thousands. Further attempts do not, so it keeps none from the next server.
        /// </summary>
        public int ConnectDelayMaxMs
        {
            get { return options.ConnectDelayMaxMs; }
            set { options.ConnectDelayMaxMs = value; }
        }

        /// <summary>
        /// Does what is due: at most <see cref="PacketsPerStep"/> inbound packets, time-outs, keep-alive, one connect.
        /// </summary>
        /// <param name="nowMs">Monotonic time in ms, 0 or more; may jump forward by any amount.</param>
        /// <param name="utcMs">Wall clock, ms since 1970 UTC; only handed on to the listener.</param>
        /// <returns>In how many ms the next step is due; 0: at once.</returns>
        public int Step(long nowMs, long utcMs)
        {
            if (openRan)
            {
                openRan = false;
                blindMs += nowMs - openStartMs;
                backoff.Attempted(openStartMs, nowMs);
            }

            if (brokenBy != MqttFault.None)
            {
                End(brokenBy, nowMs);
            }

            if (state == MqttState.Offline)
            {
                return StepOffline(nowMs, utcMs);
            }

            // After a gap (the whole node stood still) the first step only listens: the answers may be on their way up
            // to us.
            bool gap = nowMs - lastStepMs >= GapMs;
            bool mayJudge = !gap || gapBefore;
            gapBefore = gap;
            lastStepMs = nowMs;

            Arm(nowMs);
            bool drained = Receive(nowMs, utcMs);
            if (drained && mayJudge)
            {
                JudgeWaits(nowMs);
            }

            if (state == MqttState.Online && brokenBy == MqttFault.None)
            {
                KeepAlive(nowMs);
            }

            return NextStepMs(nowMs, drained);
        }

        /// <summary>
        /// The intended end: DISCONNECT, so that the broker drops the will, and no reconnect until <see cref="Start"/>.
        /// If a confirmed publish is in flight, its PUBACK or time-out is awaited first (state Closing).
        /// OnOffline(ClosedByUs) tells when it is done, from within this call if nothing was in flight. TCP keeps
        /// order: a broker that read the DISCONNECT has read that publish.
        /// </summary>
        public void Stop(long nowMs)
        {
            stopped = true;
            if (state == MqttState.Offline || state == MqttState.Closing)
            {
                return;
            }

            if (brokenBy != MqttFault.None)
            {
                End(brokenBy, nowMs);
            }
            else if (confirmPending)
            {
                state = MqttState.Closing;
            }
            else
            {
                Leave(nowMs);
            }
        }

        /// <summary>
        /// Leaves this server for the next of the list, as <see cref="Stop"/> leaves: DISCONNECT after the PUBACK of a confirmed publish. The
        /// next one is connected to at once; with one server it is the same.
        /// </summary>
        public void MoveOn(long nowMs)
        {
            if (state == MqttState.Offline || state == MqttState.Closing || brokenBy != MqttFault.None)
            {
                return;
            }

            movesOn = true;
            if (confirmPending)
            {
                state = MqttState.Closing;
            }
            else
            {
                Leave(nowMs);
            }
        }

        /// <summary>
        /// Connects again after <see cref="Stop"/>, with the next step. No effect on a session that was not stopped.
        /// </summary>
        public void Start()
        {
            if (stopped)
            {
                stopped = false;
                ended = OnPurpose;
                retryAtMs = NotArmed;
            }
        }

        /// <summary>The node alone was restarted, on purpose: its start waits for nothing. Before the first step.</summary>
        public void SkipStartDelay()
        {
            ended = OnPurpose;
        }

        /// <summary>Ends the connection without DISCONNECT: the broker publishes the will. Back-off applies.</summary>
        /// <param name="fault">Why; handed to OnOffline within this call.</param>
        public void Drop(MqttFault fault, long nowMs)
        {
            if (state != MqttState.Offline)
            {
                End(fault, nowMs);
            }
        }

        // Waits whose start was not inside of Step, or was before an Open that took unknown time, start with this step.
        private void Arm(long nowMs)
        {
            if (ackByMs == NotArmed)
            {
                ackByMs = nowMs + options.ConnAckTimeoutMs;
            }

            if (confirmPending && confirmByMs == NotArmed)
            {
                confirmByMs = nowMs + options.PubAckTimeoutMs;
            }
        }

        // Called only when no packet is left on the wire: an answer that lies there already must not count as missing.
        private void JudgeWaits(long nowMs)
        {
            bool confirmLate = confirmPending && confirmByMs != NotArmed && nowMs >= confirmByMs;
            switch (state)
            {
                case MqttState.WaitConnAck:
                    EndIf(nowMs >= ackByMs, MqttFault.NoConnAck, nowMs);
                    break;
                case MqttState.WaitSubAck:
                    EndIf(nowMs >= ackByMs, MqttFault.NoSubAck, nowMs);
                    break;
                case MqttState.Online:
                    if (pingOutstanding && nowMs - (heardMs > pingSentMs ? heardMs : pingSentMs) >= options.PingTimeoutMs)
                    {
                        End(MqttFault.NoPingResp, nowMs);
                    }
                    else
                    {
                        EndIf(confirmLate, MqttFault.NoPubAck, nowMs);
                    }

                    break;
                case MqttState.Closing:
                    if (confirmLate)
                    {
                        Leave(nowMs);
                    }

                    break;
            }
        }

        private void EndIf(bool late, MqttFault fault, long nowMs)
        {
            if (late)
            {
                End(fault, nowMs);
            }
        }

        private void Leave(long nowMs)
        {
            wire.Disconnect();
            if (movesOn)
            {
                walk.MoveOn();
            }

            ended = OnPurpose;
            Finish(MqttFault.ClosedByUs, nowMs);
        }

        private void End(MqttFault fault, long nowMs)
        {
            backoff.Begin(nowMs);
            bool wasHad = state == MqttState.Online || state == MqttState.Closing;
            attemptsFailed += wasHad ? 0 : 1;
            ended = wasHad ? WasLost : WasNotHad;
            Finish(fault, nowMs);
        }

        // The one way out of a session, intended or not: the wire is closed and the listener told, once.
        private void Finish(MqttFault fault, long nowMs)
        {
            wire.Close();
            state = MqttState.Offline;
            brokenBy = MqttFault.None;
            movesOn = false;
            confirmPending = false;
            pingOutstanding = false;
            receiptWanted = false;
            lastFault = fault;
            retryAtMs = NotArmed;
            listener.OnOffline(fault, nowMs);
        }

        private int NextStepMs(long nowMs, bool drained)
        {
            if (!drained || state == MqttState.Offline || brokenBy != MqttFault.None)
            {
                return 0;
            }

            if (state != MqttState.Online)
            {
                return WaitStepMs;
            }

            long restMs = nextPingMs - nowMs;
            return pingOutstanding || restMs > OnlineStepMs ? OnlineStepMs : restMs < 0 ? 0 : (int)restMs;
        }
    }
}
