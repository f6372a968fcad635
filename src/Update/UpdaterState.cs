namespace FieldNode.Update
{
    /// <summary>What the updater does; a metric. Never reorder.</summary>
    public enum UpdaterState
    {
        /// <summary>Nothing. It holds no memory worth telling.</summary>
        Idle = 0,
        /// <summary>It verifies the signature of an offer.</summary>
        Checking = 1,
        /// <summary>It looks what is on flash already.</summary>
        Finding = 2,
        /// <summary>It waits for what it wants.</summary>
        Receiving = 3,
        /// <summary>It reads back what came.</summary>
        Completing = 4,
        /// <summary>The next start tries what came.</summary>
        Ready = 5
    }
}
