namespace FieldNode.Field
{
    /// <summary>A driver that reads in rounds, each with a period by the settings, which somebody may lengthen while it runs.</summary>
    public interface IPaced
    {
        /// <summary>
        /// No round is begun more often than once in so many ms from now on; 0: each has the period that the settings gave it. The first call
        /// allocates, so it is made at start.
        /// </summary>
        void Pace(int leastMs, long nowMs);
    }
}
