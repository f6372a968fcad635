namespace FieldNode.Update
{
    /// <summary>What runs, and what the next start will do; the words of MCUboot and of nanoFramework's In-Field Update. Never reorder.</summary>
    public enum InstallState
    {
        /// <summary>What runs is confirmed, or the factory's.</summary>
        Confirmed = 0,
        /// <summary>What runs is on trial.</summary>
        Testing = 1,
        /// <summary>The next start tries another one.</summary>
        TestPending = 2,
        /// <summary>The trial failed: the next start goes back.</summary>
        RollbackPending = 3
    }
}
