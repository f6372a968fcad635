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

/// <summary>What an operation on flash is.</summary>
internal enum FlashAct
{
    /// <summary>A file is written whole.</summary>
    Write,

    /// <summary>A file is deleted.</summary>
    Delete,

    /// <summary>A file is opened, which commits to an ESP32's flash whatever it is opened for.</summary>
    Open,
}

/// <summary>An operation, and its file.</summary>
internal readonly record struct FlashOperation(string Name, FlashAct Act);

/// <summary>The supply is cut.</summary>
internal sealed class PowerCut : Exception;

/// <summary>Flash that loses its supply at an operation chosen beforehand: a write, a deletion, and if wanted an opening for reading.</summary>
internal sealed class CuttingStore : IFlashStore
{
    private readonly MemoryStore store;
    private int cutAtWrite = -1;
    private string? lastName; // of the operation before, with what its file had until then
    private byte[]? lastFormer;

    public CuttingStore()
        : this(new MemoryStore())
    {
    }

    /// <summary>A flash that has something on it.</summary>
    public CuttingStore(MemoryStore store) => this.store = store;

    /// <summary>Operations so far.</summary>
    public int Writes { get; private set; }

    /// <summary>Each operation, if somebody wants to know.</summary>
    public List<FlashOperation>? Log { get; init; }

    /// <summary>Number of the operation that the supply does not outlast, -1 for none; setting it turns the supply on.</summary>
    public int CutAtWrite
    {
        get => cutAtWrite;
        set => (cutAtWrite, IsCut) = (value, false);
    }

    /// <summary>The supply is gone: nothing can be written.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The supply goes at this instant, outside of any operation.</summary>
    public void Cut() => IsCut = true;

    /// <summary>An opening for reading is an operation, too: on an ESP32 it commits to flash. It leaves its own file as it is.</summary>
    public bool CutsReads { get; init; }

    /// <summary>The flash itself: what is done there is no operation.</summary>
    public MemoryStore Below => store;

    public Remains Remains { get; set; }

    /// <summary>Flash that does not keep the order: with the operation that the supply does not outlast, the one before it comes undone, if it was on another file.</summary>
    public bool LosesOrder { get; set; }

    /// <summary>What was on flash when the supply went, without the operation that it did not outlast.</summary>
    public MemoryStore BeforeCut { get; private set; } = new();
    public bool Full { get => store.Full; set => store.Full = value; }

    public bool Write(string name, byte[] content, int offset, int count)
    {
        if (IsCut)
        {
            throw new PowerCut();
        }

        if (!IsCutNow(name, FlashAct.Write))
        {
            Remember(name);
            return store.Write(name, content, offset, count);
        }

        NoteCut(name);
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

    public int Read(string name, byte[] buffer, int offset, int count)
    {
        if (CutsReads && (IsCut || store.Files.ContainsKey(name)))
        {
            Open(name, isToWrite: false);
        }

        return store.Read(name, buffer, offset, count);
    }

    /// <summary>Opens a file. One that is opened to be written and is not there is there from then on, with nothing in it.</summary>
    public void Open(string name, bool isToWrite)
    {
        if (IsCut)
        {
            throw new PowerCut();
        }

        bool isCut = IsCutNow(name, FlashAct.Open);
        if (isCut)
        {
            NoteCut(name);
        }

        if (isToWrite && !store.Files.ContainsKey(name) && (!isCut || Remains != Remains.Former))
        {
            store.Write(name, [], 0, 0);
        }

        IsCut = isCut;
        if (isCut)
        {
            throw new PowerCut();
        }
    }

    public bool Delete(string name)
    {
        if (IsCut)
        {
            throw new PowerCut();
        }

        bool isCut = IsCutNow(name, FlashAct.Delete);
        if (isCut)
        {
            NoteCut(name);
        }
        else
        {
            Remember(name);
        }

        if (!isCut || Remains != Remains.Former)
        {
            store.Delete(name);
        }

        IsCut = isCut;
        return isCut ? throw new PowerCut() : true;
    }

    public string[] List() => store.List();

    private bool IsCutNow(string name, FlashAct act)
    {
        Log?.Add(new FlashOperation(name, act));
        return Writes++ == cutAtWrite;
    }

    // An opening changes nothing that could come undone.
    private void Remember(string name) => (lastName, lastFormer) = (name, store.Files.GetValueOrDefault(name));

    private void NoteCut(string name)
    {
        if (LosesOrder && lastName is not null && lastName != name)
        {
            store.Files.Remove(lastName);
            if (lastFormer is not null)
            {
                store.Files[lastName] = lastFormer;
            }
        }

        BeforeCut = new MemoryStore();
        foreach ((string file, byte[] content) in store.Files)
        {
            BeforeCut.Files[file] = content;
        }
    }
}
