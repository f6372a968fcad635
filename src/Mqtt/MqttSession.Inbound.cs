namespace FieldNode.Mqtt
{
    // What arrives: a table says for each state what a packet kind means in it.
    public sealed partial class MqttSession
    {
        /// <summary>
        /// So many inbound packets are handled in one step; more wait for the next, which is then due at once.
        /// </summary>
        public const int PacketsPerStep = 8;

        private const byte Error = 0;    // MQTT 3.1.1 does not allow this packet here
        private const byte Connected = 1;
        private const byte Subscribed = 2;
        private const byte Message = 3;
        private const byte Ignore = 4;
        private const byte Confirmed = 5;
        private const byte Receipt = 6;

        private const int Columns = 5;

        private static readonly byte[] Meaning =
        {
            // CONNACK    PUBLISH    PUBACK      SUBACK       PINGRESP
            Error,        Error,     Error,      Error,       Error,      // Offline
            Connected,    Error,     Error,      Error,       Error,      // WaitConnAck (3.2: it comes first)
            Error,        Message,   Error,      Subscribed,  Error,      // WaitSubAck (3.8.4: PUBLISH may precede)
            Error,        Message,   Confirmed,  Error,       Receipt,    // Online
            Error,        Ignore,    Confirmed,  Error,       Receipt     // Closing: no command is taken any more
        };

        private readonly MqttInbound inbound = new MqttInbound();
        private int subscribeId; // 0: the session, or the last one, did not come so far

        /// <returns>True if nothing is left on the wire, or the session ended.</returns>
        private bool Receive(long nowMs, long utcMs)
        {
            for (int taken = 0; taken < PacketsPerStep; taken++)
            {
                inbound.Kind = MqttKind.Nothing;
                MqttFault fault = wire.TryReceive(inbound);
                if (fault == MqttFault.None)
                {
                    if (inbound.Kind == MqttKind.Nothing)
                    {
                        return true;
                    }

                    fault = Take(nowMs, utcMs);
                }

                // A callback may have dropped or stopped the session: then there is nothing to end any more.
                if (state == MqttState.Offline)
                {
                    return true;
                }

                if (fault != MqttFault.None)
                {
                    End(fault, nowMs);
                    return true;
                }

                if (brokenBy != MqttFault.None)
                {
                    return true;
                }
            }

            return false;
        }

        private MqttFault Take(long nowMs, long utcMs)
        {
            int column = ColumnOf(inbound.Kind);
            byte meaning = column < 0 ? Error : Meaning[(int)state * Columns + column];
            switch (meaning)
            {
                case Connected: return TakeConnAck(nowMs, utcMs);
                case Subscribed: return TakeSubAck(nowMs, utcMs);
                case Message: return TakeMessage(nowMs, utcMs);
                case Confirmed: return TakePubAck(nowMs);
                case Receipt: return TakePingResp(nowMs);
                case Ignore: return MqttFault.None;
                default: return MqttFault.ProtocolError;
            }
        }

        private static int ColumnOf(MqttKind kind)
        {
            switch (kind)
            {
                case MqttKind.ConnAck: return 0;
                case MqttKind.Publish:
                case MqttKind.Overlong:
                case MqttKind.OverlongBegins:
                case MqttKind.Skipping: return 1;
                case MqttKind.PubAck: return 2;
                case MqttKind.SubAck: return 3;
                case MqttKind.PingResp: return 4;
                default: return -1;
            }
        }

        private MqttFault TakeConnAck(long nowMs, long utcMs)
        {
            // MQTT 3.1.1, table 3.1; RefusedVersion to RefusedNotAuthorized are numbered 30 + return code.
            if (inbound.Code != 0)
            {
                bool known = inbound.Code >= 1 && inbound.Code <= 5;
                return known ? (MqttFault)(30 + inbound.Code) : MqttFault.ProtocolError;
            }

            if (options.Filters == null || options.Filters.Length == 0)
            {
                GoOnline(nowMs, utcMs);
                return MqttFault.None;
            }

            subscribeId = NextPacketId();
            state = MqttState.WaitSubAck;
            ackByMs = nowMs + options.SubAckTimeoutMs;
            return wire.Subscribe(subscribeId, options.Filters);
        }

        private MqttFault TakeSubAck(long nowMs, long utcMs)
        {
            // One code for each filter (3.9.3): with fewer, nobody knows which of them the broker left out.
            if (inbound.PacketId != subscribeId || inbound.Codes != options.Filters.Length)
            {
                return MqttFault.ProtocolError;
            }

            if (inbound.Code > 2)
            {
                return inbound.Code == 0x80 ? MqttFault.SubscribeRefused : MqttFault.ProtocolError;
            }

            GoOnline(nowMs, utcMs);
            return MqttFault.None;
        }

        private void GoOnline(long nowMs, long utcMs)
        {
            state = MqttState.Online;
            onlineSinceMs = nowMs;
            nextPingMs = nowMs + pingPeriodMs;
            sessions++;
            listener.OnOnline(nowMs, utcMs);
        }

        private MqttFault TakeMessage(long nowMs, long utcMs)
        {
            if (inbound.Kind == MqttKind.Skipping || inbound.Kind == MqttKind.OverlongBegins)
            {
                Hear(nowMs);
                ShowBeginning(nowMs);
                return MqttFault.None;
            }

            // We subscribe with QoS 1, so the broker may not deliver with more (3.8.4, maximum QoS granted).
            if (inbound.Qos > 1)
            {
                return MqttFault.ProtocolError;
            }

            if (inbound.Qos == 1)
            {
                MqttFault fault = wire.PubAck(inbound.PacketId);
                if (fault != MqttFault.None)
                {
                    return fault;
                }
            }

            if (inbound.Kind == MqttKind.Overlong)
            {
                listener.OnOverlong(inbound.PayloadCount, inbound.Retain, nowMs, utcMs);
                return MqttFault.None;
            }

            listener.OnMessage(inbound.Topic, inbound.Payload, inbound.PayloadOffset, inbound.PayloadCount,
                inbound.Retain, nowMs, utcMs);
            return MqttFault.None;
        }

        // MQTT 3.1.1, 3.3.2: topic, identifier, payload. What breaks the protocol in it the wire finds as it goes by.
        private void ShowBeginning(long nowMs)
        {
            if (inbound.Kind != MqttKind.OverlongBegins)
            {
                return;
            }

            byte[] bytes = inbound.Payload;
            int at = inbound.PayloadOffset;
            int topicCount = (bytes[at] << 8) | bytes[at + 1];
            int head = 2 + topicCount + (inbound.Qos == 1 ? 2 : 0);
            if (head < inbound.Code)
            {
                listener.OnOverlongBegins(bytes, at + 2, topicCount, at + head, inbound.Code - head, inbound.PayloadCount - head,
                    inbound.Retain, nowMs);
            }
        }

        // Every wait starts anew: the answer comes behind the message that goes by.
        private void Hear(long nowMs)
        {
            heardMs = nowMs;
            if (state == MqttState.WaitSubAck)
            {
                ackByMs = nowMs + options.SubAckTimeoutMs;
            }

            if (confirmPending)
            {
                confirmByMs = nowMs + options.PubAckTimeoutMs;
            }
        }

        private MqttFault TakePubAck(long nowMs)
        {
            if (!confirmPending || inbound.PacketId != confirmId)
            {
                return MqttFault.ProtocolError;
            }

            confirmPending = false;
            if (state == MqttState.Closing)
            {
                Leave(nowMs);
            }

            return MqttFault.None;
        }
    }
}
