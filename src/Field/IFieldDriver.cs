namespace FieldNode.Field
{
    /// <summary>
    /// A driver of one bus: it steps, and writes what it reads into the tag table. Implementations MUST NOT block, sleep or read
    /// a clock, MUST NOT throw from <see cref="Step"/> or <see cref="Write"/>, and MUST NOT allocate after their first step.
    /// </summary>
    public interface IFieldDriver
    {
        /// <summary>Does what is due.</summary>
        /// <param name="nowMs">Monotonic time. It may jump forward by many seconds: a TLS handshake freezes the whole device.</param>
        /// <param name="utcMs">Wall clock, ms since 1970 UTC, used as capture time of samples.</param>
        /// <returns>In how many ms the next step is due; 0: at once.</returns>
        int Step(long nowMs, long utcMs);

        /// <summary>A command begins: each of its values is checked first, then, if all would be taken, each is written.</summary>
        void BeginWrites();

        /// <summary>
        /// Would a value of the command be taken, behind those that were checked before it? In engineering units; for a Boolean 0 or 1; for
        /// 64-bit integers <paramref name="bits"/> holds the exact number, <paramref name="value"/> its nearest double.
        /// </summary>
        /// <returns>Queued: it would; NotMine; or why not.</returns>
        WriteResult CheckWrite(int tag, double value, long bits);

        /// <summary>
        /// Takes a value that was checked. What becomes of it is told to the listener, at once or later, and the table reports the tag again
        /// with what the slave then holds, so that the host's tag follows.
        /// </summary>
        /// <returns>False: the tag does not belong to this driver.</returns>
        bool Write(int tag, double value, long bits);

        /// <summary>Hears of what goes wrong; null: nobody. A driver that no fault can come from MAY drop it.</summary>
        IFaultListener Listener { set; }

        /// <summary>Number of diagnostic counters, fixed after construction.</summary>
        int CounterCount { get; }

        /// <summary>Metric name of a counter, such as <c>Field/line1/unit 3/Timeouts</c>. Called once, before the birth.</summary>
        string CounterName(int index);

        /// <summary>Value of a counter; it only rises.</summary>
        long Counter(int index);
    }
}
