namespace FieldNode.Update
{
    /// <summary>
    /// The libraries in the board's deploy partition. An assembly runs only with those that it was built against: the runtime looks at their
    /// versions when it loads it, so an implementation MUST compare all four numbers. It MUST NOT throw.
    /// </summary>
    public interface ILibraries
    {
        /// <summary>True if the board has this library in this version.</summary>
        bool Has(string name, int major, int minor, int build, int revision);
    }
}
