namespace FieldNode
{
    /// <summary>What is new about the time that a board's clock shows.</summary>
    public enum TimeNews
    {
        /// <summary>Nothing.</summary>
        None = 0,
        /// <summary>It is not believed.</summary>
        Refused = 1,
        /// <summary>It is believed again.</summary>
        Right = 2
    }
}
