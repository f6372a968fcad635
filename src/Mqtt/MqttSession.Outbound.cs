namespace FieldNode.Mqtt
{
    // What is sent while online, the keep-alive with its receipts, and the counters.
    public sealed partial class MqttSession
    {
        private bool pingOutstanding;
        private bool receiptWanted;
        private long pingSentMs;
        private long nextPingMs;
        private long messagesAtPing;
        private long receiptCovers;

        private MqttFault lastFault;
        private int connectAttempts;
        private int attemptsFailed;
        private int sessions;
        private long blindMs;
        private long bytesPublished;
        private long messagesPublished;
        private int pingsSent;
        private int pingRttMs;
        private int pingRttMaxMs;

        /// <summary>Sessions that came online, without the first one.</summary>
        public int Reconnects
        {
            get { return sessions > 1 ? sessions - 1 : 0; }
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
        /// Total time spent in <see cref="IMqttWire.Open"/>, in ms, as the steps around it see it: from the start of the step that called
        /// Open to the start of the next one. An upper bound, since what the caller does between the two counts as well.
        /// </summary>
        public long BlindMs
        {
            get { return blindMs; }
        }

        /// <summary>Payload bytes handed to the wire, of both kinds of publish.</summary>
        public long BytesPublished
        {
            get { return bytesPublished; }
        }

        /// <summary>Messages handed to the wire, of both kinds of publish.</summary>
        public long MessagesPublished
        {
            get { return messagesPublished; }
        }

        /// <summary>
        /// <see cref="MessagesPublished"/> as it was when the PINGREQ of the last receipt was sent: the messages of this session up to that
        /// count have been read by the broker. Exact also for messages that were published in the same ms as the PINGREQ.
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

        /// <summary>
        /// Sends a PINGREQ with the next step; its answer comes as <see cref="IMqttListener.OnReceipt"/>. If one is outstanding it may
        /// have been sent before what the caller wants a receipt for, so another one follows it. Forgotten when the session ends.
        /// </summary>
        public void RequestReceipt()
        {
            receiptWanted = state == MqttState.Online;
        }

        private MqttFault Send(string topic, byte[] payload, int offset, int count, int qos, int id)
        {
            if (state != MqttState.Online)
            {
                return MqttFault.NotOpen;
            }

            if (brokenBy != MqttFault.None)
            {
                return brokenBy;
            }

            // A fault is kept for the next step: the caller may be in the midst of its births, no place for OnOffline.
            MqttFault fault = wire.Publish(topic, payload, offset, count, qos, id);
            if (fault == MqttFault.None)
            {
                messagesPublished++;
                bytesPublished += count;
            }
            else
            {
                brokenBy = fault;
            }

            return fault;
        }

        // PINGREQ goes out at a fixed rate, whatever else is sent: a link that takes our publishes into a buffer and gives nothing back
        // is found within half a keep-alive plus PingTimeoutMs. One is outstanding at a time, so each PINGRESP has one PINGREQ.
        private void KeepAlive(long nowMs)
        {
            if (nowMs - onlineSinceMs >= StableMs)
            {
                backoff.Reset();
            }

            if (pingOutstanding || (!receiptWanted && nowMs < nextPingMs))
            {
                return;
            }

            MqttFault fault = wire.Ping();
            if (fault != MqttFault.None)
            {
                End(fault, nowMs);
                return;
            }

            pingOutstanding = true;
            receiptWanted = false;
            pingSentMs = nowMs;
            nextPingMs = nowMs + pingPeriodMs;
            messagesAtPing = messagesPublished;
            pingsSent++;
        }

        private MqttFault TakePingResp(long nowMs)
        {
            if (!pingOutstanding)
            {
                return MqttFault.ProtocolError;
            }

            pingOutstanding = false;
            receiptCovers = messagesAtPing;
            long rttMs = nowMs - pingSentMs;
            pingRttMs = rttMs > int.MaxValue ? int.MaxValue : (int)rttMs;
            if (pingRttMs > pingRttMaxMs)
            {
                pingRttMaxMs = pingRttMs;
            }

            listener.OnReceipt(pingSentMs, nowMs);
            return MqttFault.None;
        }

        // 1 to 65535; 0 is not allowed (MQTT 3.1.1, 2.3.1).
        private int NextPacketId()
        {
            packetId = packetId >= 65535 ? 1 : packetId + 1;
            return packetId;
        }
    }
}
