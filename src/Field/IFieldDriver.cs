namespace FieldNode.Field
{
    /// <summary>
    /// A driver of one bus: it steps, and writes what it reads into the tag table. Implementations MUST NOT block, sleep or read
    /// a clock, MUST NOT throw from <see cref="Step"/> or <see cref="TryWrite"/>, and MUST NOT allocate after their first step.
    /// </summary>
    public interface IFieldDriver
    {
        /// <summary>Does what is due.</summary>
        /// <param name="nowMs">Monotonic time. It may jump forward by many seconds: a TLS handshake freezes the whole device.</param>
        /// <param name="utcMs">Wall clock, ms since 1970 UTC, used as capture time of samples.</param>
        /// <returns>In how many ms the next step is due; 0: at once.</returns>
        int Step(long nowMs, long utcMs);

        /// <summary>
        /// Queues one write of a tag, in engineering units. The driver reads the tag back after the slave confirmed it, and makes
        /// the table report it, so that the host's tag follows. For a Boolean 0 or 1; for 64-bit integers <paramref name="bits"/>
        /// holds the exact number, <paramref name="value"/> its nearest double.
        /// </summary>
        WriteResult TryWrite(int tag, double value, long bits);

        /// <summary>Number of diagnostic counters, fixed after construction.</summary>
        int CounterCount { get; }

        /// <summary>Metric name of a counter, such as <c>Field/line1/unit 3/Timeouts</c>. Called once, before the birth.</summary>
        string CounterName(int index);

        /// <summary>Value of a counter; it only rises.</summary>
        long Counter(int index);
    }
}
