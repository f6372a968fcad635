namespace FieldNode
{
    /// <summary>What the metric <c>State</c> of the device Update says. Never reorder.</summary>
    public enum UpdateState
    {
        /// <summary>It waits for an offer.</summary>
        Idle = 0,
        /// <summary>It verifies the signature of an offer.</summary>
        Checking = 1,
        /// <summary>It takes what it wants.</summary>
        Receiving = 2,
        /// <summary>It reads back what came, and judges it.</summary>
        Completing = 3,
        /// <summary>The next start tries what came.</summary>
        Ready = 4,
        /// <summary>What runs is on trial; nothing is taken meanwhile.</summary>
        Trial = 5,
        /// <summary>The trial is lost: the next start goes back.</summary>
        GoingBack = 6,
        /// <summary>Nothing is taken: the settings or the key switch say so.</summary>
        TurnedOff = 7
    }
}
