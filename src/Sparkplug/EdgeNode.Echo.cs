using System;
using System.Text;
using FieldNode.ProtoLite;

namespace FieldNode.Sparkplug
{
    /// <summary>Births on their way back to the node, if the settings ask for them: see <see cref="BirthEcho"/>.</summary>
    public sealed partial class EdgeNode
    {
        private readonly BirthEcho echo; // null: nobody asks whether births arrive

        /// <summary>What came back of the births, or null.</summary>
        public BirthEcho Echo
        {
            get { return echo; }
        }

        /// <inheritdoc />
        public void OnOverlongBegins(
            byte[] bytes, int topicAt, int topicCount, int payloadAt, int payloadThere, int payloadCount, bool retain, long nowMs)
        {
            if (echo != null && Utf8.ValidCount(bytes, topicAt, topicCount) == topicCount)
            {
                string topic = Encoding.UTF8.GetString(bytes, topicAt, topicCount);
                echo.Passes(TakeEcho(topic, bytes, payloadAt, payloadThere, payloadCount, retain, nowMs));
            }
        }

        // False: it is not on a topic of our births.
        private bool TakeEcho(string topic, byte[] payload, int offset, int there, int count, bool retain, long nowMs)
        {
            int device = DeviceOfTopic(topic, echo.NodeTopic, echo.DevicePrefix);
            bool isBirth = device >= 0 || topic.StartsWith(echo.DevicePrefix);
            if (isBirth)
            {
                echo.Take(device, payload, offset, there, count, retain, nowMs);
            }

            return isBirth;
        }

        private void StepEcho(long nowMs)
        {
            AwaitUntil(echo.Step(nowMs));
        }

        // Its wait is one more of those that a step looks at, so that a step without any looks at nothing more than before.
        private void AwaitUntil(long dueMs)
        {
            heldUntilMs = dueMs < heldUntilMs ? dueMs : heldUntilMs;
        }

        private string[] WithBirths(string[] filters)
        {
            string[] all = new string[filters.Length + 2];
            Array.Copy(filters, 0, all, 0, filters.Length);
            all[filters.Length] = echo.NodeTopic;
            all[filters.Length + 1] = echo.DevicePrefix + "+";
            return all;
        }
    }
}
