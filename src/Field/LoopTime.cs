namespace FieldNode.Field
{
    /// <summary>
    /// What the loop knows of the time that its own steps take. A step reads the clock once, at its start; a driver that must wait from the
    /// end of something it did in a step adds this in its next one.
    /// </summary>
    public sealed class LoopTime
    {
        /// <summary>
        /// ms by which the drivers' last turn and all since then took longer than it asked to sleep: that turn is surely over by then.
        /// </summary>
        public int BusyMs;
    }
}
