namespace FieldNode.Mqtt
{
    /// <summary>
    /// What can go wrong between the node and its broker, grouped by who must act. Numbers are shown in metrics: never
    /// reorder.
    /// </summary>
    public enum MqttFault
    {
        /// <summary>No fault.</summary>
        None = 0,

        // the network's people
        /// <summary>The broker's name has no address.</summary>
        NameNotFound = 10,
        /// <summary>Nothing answers at that address.</summary>
        Unreachable = 11,
        /// <summary>The host answers, but not on that port.</summary>
        ConnectionRefused = 12,
        /// <summary>The connection ended without a word, or was reset.</summary>
        ConnectionLost = 13,
        /// <summary>TCP connect took too long.</summary>
        ConnectTimeout = 14,

        // whoever keeps the certificates
        /// <summary>The TLS handshake failed for a reason not named below.</summary>
        TlsFailed = 20,
        /// <summary>The broker's certificate does not come from our CA.</summary>
        TlsUntrusted = 21,
        /// <summary>The broker's certificate has expired, or our clock is wrong.</summary>
        TlsExpired = 22,
        /// <summary>The broker's certificate is not valid yet, or our clock is wrong.</summary>
        TlsNotYetValid = 23,
        /// <summary>The broker's certificate is for another host name.</summary>
        TlsNameMismatch = 24,
        /// <summary>The broker's certificate is not one for a server (extended key usage).</summary>
        TlsWrongUsage = 25,
        /// <summary>The broker speaks only TLS versions below 1.2.</summary>
        TlsVersion = 26,
        /// <summary>
        /// The broker refused our certificate, or probably did (TLS 1.3 ends the connection after our side is done).
        /// </summary>
        TlsRefusedUs = 27,
        /// <summary>Our own certificate or key cannot be used.</summary>
        TlsOwnCertificate = 28,
        /// <summary>The TLS handshake took too long.</summary>
        TlsTimeout = 29,

        // whoever keeps the broker
        /// <summary>CONNACK 1: protocol version refused.</summary>
        RefusedVersion = 31,
        /// <summary>CONNACK 2: client identifier refused.</summary>
        RefusedClientId = 32,
        /// <summary>CONNACK 3: server unavailable.</summary>
        RefusedUnavailable = 33,
        /// <summary>CONNACK 4: user name or password wrong.</summary>
        RefusedCredentials = 34,
        /// <summary>CONNACK 5: not authorised.</summary>
        RefusedNotAuthorized = 35,
        /// <summary>SUBACK 0x80: a subscription was refused (topic rights).</summary>
        SubscribeRefused = 36,
        /// <summary>No CONNACK in time.</summary>
        NoConnAck = 37,
        /// <summary>No SUBACK in time.</summary>
        NoSubAck = 38,
        /// <summary>No PINGRESP in time: the link is half open, or the broker hangs.</summary>
        NoPingResp = 39,
        /// <summary>No PUBACK in time.</summary>
        NoPubAck = 40,

        // the peer misbehaves
        /// <summary>An inbound packet is longer than our bound. No longer told: a PUBLISH goes by, anything else of that length is ProtocolError.</summary>
        PacketTooLarge = 50,
        /// <summary>An inbound packet is not MQTT 3.1.1.</summary>
        ProtocolError = 51,
        /// <summary>The broker ended the connection.</summary>
        ClosedByBroker = 52,

        // us
        /// <summary>Sending took too long.</summary>
        SendTimeout = 60,
        /// <summary>The wire is not open.</summary>
        NotOpen = 61,
        /// <summary>Closed by the node's own will.</summary>
        ClosedByUs = 62,
        /// <summary>A confirmed publish still waits for its PUBACK: only one is in flight.</summary>
        Busy = 63,
        /// <summary>The node's store takes no writes: full, broken or read-only. Without a bdSeq of its own no session begins.</summary>
        StoreFailed = 64
    }
}
