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
    private int cutAtWrite = -1;

    public int Writes { get; private set; }

    /// <summary>Number of the write that the supply does not outlast, -1 for none; setting it turns the supply on.</summary>
    public int CutAtWrite
    {
        get => cutAtWrite;
        set => (cutAtWrite, IsCut) = (value, false);
    }

    /// <summary>The supply is gone: nothing can be written.</summary>
    public bool IsCut { get; private set; }

    public Remains Remains { get; set; }
    public bool Full { get => store.Full; set => store.Full = value; }

    public bool Write(string name, byte[] content, int offset, int count)
    {
        if (IsCut)
        {
            throw new PowerCut();
        }

        if (Writes++ != cutAtWrite)
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

        IsCut = true;
        throw new PowerCut();
    }

    public int Read(string name, byte[] buffer, int offset, int count) => store.Read(name, buffer, offset, count);

    public bool Delete(string name) => store.Delete(name);

    public string[] List() => store.List();
}
