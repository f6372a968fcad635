namespace FieldNode.Mqtt
{
    /// <summary>Who uses a session: called from within MqttSession, on its thread. MUST NOT throw.</summary>
    public interface IMqttListener
    {
        /// <summary>
        /// Asked before each CONNECT packet: writes the will into <paramref name="buffer"/> (for Sparkplug: NDEATH with the next bdSeq,
        /// stored before it returns).
        /// </summary>
        /// <returns>Number of bytes; 0 or less: do not connect now (for example: the clock is not set), try again later.</returns>
        int OnConnecting(byte[] buffer, long nowMs, long utcMs);

        /// <summary>CONNACK and SUBACK have come: publishing may begin.</summary>
        void OnOnline(long nowMs, long utcMs);

        /// <summary>A PUBLISH on one of the subscribed filters; the payload is valid until the call returns.</summary>
        void OnMessage(string topic, byte[] payload, int offset, int count, bool retain, long nowMs, long utcMs);

        /// <summary>A PINGRESP came: all that was published before its PINGREQ has been read by the broker's connection.</summary>
        void OnReceipt(long pingSentMs, long nowMs);

        /// <summary>The session ended, or did not come about.</summary>
        void OnOffline(MqttFault fault, long nowMs);
    }
}
