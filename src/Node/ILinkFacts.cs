namespace FieldNode
{
    /// <summary>What a board that can be updated tells of its way to the broker; the same object implements the other ports.</summary>
    public interface ILinkFacts
    {
        /// <summary>A sum over what decides how it gets to the network and to its time, such as its board file; another one after an update is a way that has to prove itself.</summary>
        int LinkCrc { get; }
    }
}
