namespace FieldNode.Field
{
    /// <summary>
    /// Counts edges at a pin. It MUST count while no code of ours runs: a TLS handshake freezes the device for seconds. (ESP32: the PCNT
    /// peripheral; Linux: edge events that the kernel queues.) It MUST NOT throw, and MUST NOT lose a count when it is read.
    /// </summary>
    public interface IPulseCounter
    {
        /// <summary>Starts at 0; a running counter runs on.</summary>
        /// <returns>False if the pin or the peripheral is not to be had.</returns>
        bool Start();

        /// <summary>Edges of the configured polarity since <see cref="Start"/>, or -1 on a fault. A smaller number than before means that
        /// the hardware began anew.</summary>
        long Read();

        /// <summary>Stops and lets the pin go.</summary>
        void Stop();
    }
}
