namespace FieldNode.Update
{
    /// <summary>Where a slot stands; a metric, and kept on flash. Never reorder.</summary>
    public enum SlotState
    {
        /// <summary>Nothing of worth is in it.</summary>
        Empty = 0,
        /// <summary>Its head is verified and sealed; chunks come in.</summary>
        Receiving = 1,
        /// <summary>All chunks are there.</summary>
        Complete = 2,
        /// <summary>All of it was read back from flash and is what was signed. The next start tries it.</summary>
        Verified = 3,
        /// <summary>It was started and is not confirmed yet.</summary>
        Trial = 4,
        /// <summary>It proved itself.</summary>
        Confirmed = 5,
        /// <summary>It is not started, for a reason.</summary>
        Rejected = 6
    }
}
