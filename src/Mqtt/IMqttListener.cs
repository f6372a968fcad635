namespace FieldNode.Mqtt
{
    /// <summary>Who uses a session: called from within MqttSession, on its thread. MUST NOT throw.</summary>
    public interface IMqttListener
    {
        /// <summary>
        /// Asked before each CONNECT packet: writes the will into <paramref name="buffer"/> (for Sparkplug: NDEATH with
        /// its bdSeq, stored before it returns). An attempt that fails before its CONNECT packet (no TCP connection, TLS
        /// refused) uses no will up: the next attempt asks for the same again, with its own time. So bdSeq rises by one
        /// per CONNECT packet.
        /// </summary>
        /// <param name="again">True if no CONNECT packet carried the last one.</param>
        /// <returns>Number of bytes; 0: do not connect now (for example: the clock is not set), ask again soon; a MqttFault, negative: this
        /// attempt has failed of it, the back-off applies.</returns>
        int OnConnecting(byte[] buffer, bool again, long nowMs, long utcMs);

        /// <summary>CONNACK and SUBACK have come: publishing may begin.</summary>
        void OnOnline(long nowMs, long utcMs);

        /// <summary>
        /// A PUBLISH on one of the subscribed filters; the payload is valid until the call returns. Retained messages
        /// may come before <see cref="OnOnline"/> (MQTT 3.1.1, 3.8.4: PUBLISH may precede SUBACK); the session does not
        /// publish yet then.
        /// </summary>
        void OnMessage(string topic, byte[] payload, int offset, int count, bool retain, long nowMs, long utcMs);

        /// <summary>
        /// A PUBLISH that is longer than the wire takes begins to go by: this is all of it that can be seen. Its end is told by
        /// <see cref="OnOverlong"/>. Not called if the topic alone is too long to be seen.
        /// </summary>
        /// <param name="bytes">Topic and the beginning of the payload; valid until the call returns.</param>
        /// <param name="topicAt">Where the topic begins: UTF-8.</param>
        /// <param name="topicCount">Its bytes.</param>
        /// <param name="payloadAt">Where the payload begins.</param>
        /// <param name="payloadThere">So many bytes of it are there, 1 or more.</param>
        /// <param name="payloadCount">So many it has.</param>
        void OnOverlongBegins(byte[] bytes, int topicAt, int topicCount, int payloadAt, int payloadThere, int payloadCount, bool retain, long nowMs);

        /// <summary>
        /// A PUBLISH was longer than the wire takes: it went by unread, and was acknowledged if it had to be.
        /// </summary>
        /// <param name="count">Its remaining length, in bytes.</param>
        void OnOverlong(int count, bool retain, long nowMs, long utcMs);

        /// <summary>
        /// A PINGRESP came: all that was published before its PINGREQ has been read by the broker's connection; how
        /// many messages of the session that are says <see cref="MqttSession.ReceiptCovers"/>.
        /// </summary>
        /// <param name="pingSentMs">nowMs of the step that sent the PINGREQ.</param>
        void OnReceipt(long pingSentMs, long nowMs);

        /// <summary>
        /// The session ended, or did not come about; called exactly once for each attempt that did not reach or keep a
        /// session.
        /// </summary>
        void OnOffline(MqttFault fault, long nowMs);

        /// <summary>The next attempt is due after a wait; called once after an end or an attempt that failed, with the first step behind it.</summary>
        void OnWaiting(int waitMs, long nowMs);
    }
}
