namespace FieldNode.Update
{
    /// <summary>What happens to a slot.</summary>
    public enum SlotSignal
    {
        /// <summary>An offer was verified, and its head is sealed.</summary>
        Offered = 0,
        /// <summary>The last chunk that was missing is on flash.</summary>
        Received = 1,
        /// <summary>Everything was read back and is right.</summary>
        Checked = 2,
        /// <summary>The loader starts it.</summary>
        Started = 3,
        /// <summary>It does what the one before it did.</summary>
        Confirmed = 4,
        /// <summary>Something is wrong with it.</summary>
        Refused = 5,
        /// <summary>It is needed for something else, or was of use and is no more.</summary>
        Released = 6
    }
}
