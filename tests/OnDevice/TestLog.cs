namespace FieldNode.OnDevice
{
    /// <summary>A node's log, of which only our own faults are told.</summary>
    internal sealed class TestLog : INodeLog
    {
        private readonly ISelfTestHost host;

        internal TestLog(ISelfTestHost host)
        {
            this.host = host;
        }

        /// <inheritdoc />
        public void Write(NodeEvent what, int number, string name)
        {
            if (what == NodeEvent.InternalFault || what == NodeEvent.StepFailed)
            {
                host.Say("event " + (int)what + " " + number);
            }
        }
    }
}
