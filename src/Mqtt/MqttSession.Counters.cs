namespace FieldNode.Mqtt
{
    // What happened so far, for the node's metrics. Counters only rise.
    public sealed partial class MqttSession
    {
        private MqttFault lastFault;
        private int connectAttempts;
        private int attemptsFailed;
        private int sessions;
        private long blindMs;
        private long messagesPublished;
        private int pingsSent;
        private int pingRttMs;
        private int pingRttMaxMs;
        private long receiptCovers;

        /// <summary>Sessions that came online, without the first one.</summary>
        public int Reconnects
        {
            get { return sessions > 1 ? sessions - 1 : 0; }
        }

        /// <summary>The server that is connected or was tried last, from 0; once a wait has begun, the one that is tried next.</summary>
        public int Server
        {
            get { return walk.Current; }
        }

        /// <summary>How often the session went from one server to another.</summary>
        public int ServerMoves
        {
            get { return walk.Moves; }
        }

        /// <summary>Times that a connection was tried.</summary>
        public int ConnectAttempts
        {
            get { return connectAttempts; }
        }

        /// <summary>Attempts that did not come online.</summary>
        public int AttemptsFailed
        {
            get { return attemptsFailed; }
        }

        /// <summary>Why the last session or attempt ended; None before any did.</summary>
        public MqttFault LastFault
        {
            get { return lastFault; }
        }

        /// <summary>
        /// Total time that the loop stood still in <see cref="IMqttWire.Open"/> (name look-up, connect, handshake), in ms,
        /// as the steps around it see it: from the start of the step that called Open to the start of the next one. That
        /// step asks for no sleep, so no planned wait is in it; what else the caller does between the two is.
        /// </summary>
        public long BlindMs
        {
            get { return blindMs; }
        }

        /// <summary>True once SUBSCRIBE is out, and after the end of such a session until the next attempt: one that never was online broke off at it.</summary>
        public bool HasSubscribed
        {
            get { return subscribeId != 0; }
        }

        /// <summary>True after a step that was in <see cref="IMqttWire.Open"/>: the clock that the step was given may be seconds old.</summary>
        public bool IsClockOld
        {
            get { return openRan; }
        }

        /// <summary>Messages handed to the wire, of both kinds of publish.</summary>
        public long MessagesPublished
        {
            get { return messagesPublished; }
        }

        /// <summary>
        /// <see cref="MessagesPublished"/> as it was when the PINGREQ of the last receipt was sent: the messages of
        /// this session up to that count have been read by the broker. Exact also for messages that were published in
        /// the same ms as the PINGREQ.
        /// </summary>
        public long ReceiptCovers
        {
            get { return receiptCovers; }
        }

        /// <summary>PINGREQ packets sent.</summary>
        public int PingsSent
        {
            get { return pingsSent; }
        }

        /// <summary>Time from the last answered PINGREQ to its PINGRESP, in ms; as fine as the steps are.</summary>
        public int PingRttMs
        {
            get { return pingRttMs; }
        }

        /// <summary>Longest time from a PINGREQ to its PINGRESP since the start, in ms.</summary>
        public int PingRttMaxMs
        {
            get { return pingRttMaxMs; }
        }
    }
}
