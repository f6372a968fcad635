namespace FieldNode.Fuzz;

/// <summary>
/// One reader of bytes from outside, and what must hold whatever the bytes are. A target keeps nothing from one input to the next, and throws
/// when something does not hold.
/// </summary>
internal abstract class FuzzTarget
{
    /// <summary>Name on the command line and of its folders.</summary>
    internal abstract string Name { get; }

    /// <summary>What is read, and against what it is judged, in one line.</summary>
    internal abstract string What { get; }

    /// <summary>Longest input in bytes.</summary>
    internal virtual int BytesMax => 1024;

    /// <summary>Branches that one input may take: more is a loop that does not end, or cost that grows faster than the input.</summary>
    internal virtual long StepsMax => 200_000;

    /// <summary>Bytes that one input may allocate.</summary>
    internal virtual long MemoryMax => 4 << 20;

    /// <summary>Pieces that chance would not find.</summary>
    internal virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>
    /// Second readers are asked, too, whose exceptions cost a hundred times what is judged. So it is with what is replayed, what a search keeps, and each
    /// sixteenth input; between them a target may leave them out.
    /// </summary>
    internal bool IsThorough { get; set; } = true;

    /// <summary>What the search begins with, besides the corpus: the project's own vectors.</summary>
    internal abstract IEnumerable<byte[]> Seeds();

    /// <summary>Reads an input.</summary>
    /// <exception cref="Exception">Something does not hold.</exception>
    internal abstract void Run(byte[] input);

    /// <summary>Says that something must hold.</summary>
    /// <exception cref="OracleException">It does not.</exception>
    protected static void Must(bool holds, string what)
    {
        if (!holds)
        {
            throw new OracleException(what);
        }
    }
}
