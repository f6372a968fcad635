using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode
{
    /// <summary>What becomes of updates: begin and end of each, of each trial, and offers that were refused.</summary>
    public sealed partial class NodeEvents
    {
        /// <summary>A bundle whose signature is right is being taken.</summary>
        public void OnUpdateBegun(int sequence, string version)
        {
            ring.Add(EventKind.UpdateBegun, sequence, 0, version, nowMs, utcMs);
            Say(NodeEvent.UpdateBegun, sequence, version);
        }

        /// <summary>It is ready to be tried (None), or was given up.</summary>
        public void OnUpdateEnded(UpdateReason why, int sequence)
        {
            ring.Add(EventKind.UpdateEnded, (int)why, sequence, (string)null, nowMs, utcMs);
            Say(NodeEvent.UpdateEnded, (int)why, null);
        }

        /// <summary>An offer was refused.</summary>
        public void OnOfferRefused(UpdateReason why)
        {
            ring.Add(EventKind.OfferRefused, (int)why, 0, (string)null, nowMs, utcMs);
            Say(NodeEvent.OfferRefused, (int)why, null);
        }

        /// <summary>What runs is on trial.</summary>
        public void OnTrialBegun(int starts, int sequence)
        {
            ring.Add(EventKind.TrialBegun, starts, sequence, (string)null, nowMs, utcMs);
            Say(NodeEvent.TrialBegun, starts, null);
        }

        /// <summary>The trial is over: confirmed (None), or why not.</summary>
        public void OnTrialEnded(UpdateReason why, int sequence)
        {
            ring.Add(EventKind.TrialEnded, (int)why, sequence, (string)null, nowMs, utcMs);
            Say(NodeEvent.TrialEnded, (int)why, null);
        }
    }
}
