namespace FieldNode.Update
{
    /// <summary>Where a check that goes by steps stands.</summary>
    public enum CheckResult
    {
        /// <summary>There is more to do.</summary>
        InProgress = 0,
        /// <summary>It is what it says.</summary>
        Good = 1,
        /// <summary>It is not.</summary>
        Bad = 2
    }
}
