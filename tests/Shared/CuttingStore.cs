using FieldNode.Journal;

namespace FieldNode;

/// <summary>What a cut leaves of the file that was being written.</summary>
internal enum Remains
{
    /// <summary>The former content.</summary>
    Former,

    /// <summary>No file at all.</summary>
    Nothing,

    /// <summary>A part of the new content.</summary>
    Torn,

    /// <summary>The new content; the supply went before the call returned.</summary>
    Whole,
}

/// <summary>The supply is cut.</summary>
internal sealed class PowerCut : Exception;

/// <summary>Flash that loses its supply at a write chosen beforehand.</summary>
internal sealed class CuttingStore : IFlashStore
{
    private readonly MemoryStore store = new();

    public int Writes { get; private set; }
    public int CutAtWrite { get; set; } = -1;
    public Remains Remains { get; set; }
    public bool Full { get => store.Full; set => store.Full = value; }

    public bool Write(string name, byte[] content, int offset, int count)
    {
        if (Writes++ != CutAtWrite)
        {
            return store.Write(name, content, offset, count);
        }

        switch (Remains)
        {
            case Remains.Nothing:
                store.Delete(name);
                break;
            case Remains.Torn:
                store.Write(name, content, offset, count / 2);
                break;
            case Remains.Whole:
                store.Write(name, content, offset, count);
                break;
        }

        throw new PowerCut();
    }

    public int Read(string name, byte[] buffer, int offset, int count) => store.Read(name, buffer, offset, count);

    public bool Delete(string name) => store.Delete(name);

    public string[] List() => store.List();
}
