namespace FieldNode.Mqtt
{
    // What is sent while online, and the keep-alive with its receipts.
    public sealed partial class MqttSession
    {
        private bool pingOutstanding;
        private bool receiptWanted;
        private long pingSentMs;
        private long nextPingMs;
        private long messagesAtPing;

        private bool confirmPending;
        private int confirmId;
        private long confirmByMs;
        private int packetId;

        /// <summary>A <see cref="PublishConfirmed"/> still waits for its PUBACK.</summary>
        public bool ConfirmPending
        {
            get { return confirmPending; }
        }

        /// <summary>Publishes with QoS 0.</summary>
        /// <returns>None; NotOpen while not online; otherwise the fault that ends this session in the next
        /// step.</returns>
        public MqttFault Publish(string topic, byte[] payload, int offset, int count)
        {
            // As Send, without its call: this is what a node does all day.
            if (state != MqttState.Online || brokenBy != MqttFault.None)
            {
                return state != MqttState.Online ? MqttFault.NotOpen : brokenBy;
            }

            MqttFault fault = wire.Publish(topic, payload, offset, count, 0, 0);
            if (fault == MqttFault.None)
            {
                messagesPublished++;
            }
            else
            {
                brokenBy = fault;
            }

            return fault;
        }

        /// <summary>
        /// Publishes with QoS 1. One may be in flight; its end shows in <see cref="ConfirmPending"/>. If its PUBACK
        /// does not come in time, the session ends with NoPubAck: it is not sent again in this session.
        /// </summary>
        /// <returns>None; Busy while another one is in flight; otherwise as <see cref="Publish"/>.</returns>
        public MqttFault PublishConfirmed(string topic, byte[] payload, int offset, int count)
        {
            if (confirmPending)
            {
                return MqttFault.Busy;
            }

            int id = NextPacketId();
            MqttFault fault = Send(topic, payload, offset, count, 1, id);
            if (fault == MqttFault.None)
            {
                confirmPending = true;
                confirmId = id;
                confirmByMs = NotArmed;
            }

            return fault;
        }

        /// <summary>
        /// Sends a PINGREQ with the next step; its answer comes as <see cref="IMqttListener.OnReceipt"/>. If one is
        /// outstanding it may have been sent before what the caller wants a receipt for, so another one follows it.
        /// Forgotten when the session ends.
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
            }
            else
            {
                brokenBy = fault;
            }

            return fault;
        }

        // PINGREQ goes out at a fixed rate, whatever else is sent: a link that takes our publishes into a buffer and
        // gives nothing back is found within half a keep-alive plus PingTimeoutMs. One is outstanding at a time, so
        // each PINGRESP has one PINGREQ.
        private void KeepAlive(long nowMs)
        {
            if (nowMs - onlineSinceMs >= StableMs)
            {
                backoff.Reset(walk.Current);
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
