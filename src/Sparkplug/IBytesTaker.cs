using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>
    /// Takes the byte strings that hosts send to one device. They are no values: no tag holds them, and whether hosts may write is not asked, since
    /// the bytes carry their own proof (a signature). So in readOnly mode, too, they come through; everything else in a command to that device is
    /// judged as ever. Called on the loop's thread. An implementation MUST NOT throw, MUST NOT allocate by what was sent, and MUST copy what
    /// it keeps.
    /// </summary>
    public interface IBytesTaker
    {
        /// <summary>The device, as the tag table numbers it.</summary>
        int Device { get; }

        /// <summary>Bytes that <see cref="WriteBirth"/> takes at most.</summary>
        int BirthBytesMax { get; }

        /// <summary>Writes the metrics that it takes into the device's birth, so that hosts know them: by name, without alias, and null.</summary>
        void WriteBirth(PayloadWriter writer, long utcMs);

        /// <summary>Looks at one metric of a command that was read whole.</summary>
        /// <param name="metric">Stands on the metric.</param>
        /// <param name="payload">Holds the command; changes after the call.</param>
        /// <param name="nowMs">Monotonic time in ms.</param>
        /// <param name="utcMs">Wall clock that is believed, ms since 1970 UTC; 0 if there is none.</param>
        /// <returns>True if it is its own, taken or not; else it is judged as a value.</returns>
        bool Take(CommandReader metric, byte[] payload, long nowMs, long utcMs);
    }
}
