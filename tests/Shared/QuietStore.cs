using FieldNode.Journal;

namespace FieldNode;

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class QuietStore : IFlashStore
{
    public int Writes { get; private set; }

    public bool Write(string name, byte[] content, int offset, int count) => ++Writes > 0;

    public int Read(string name, byte[] buffer, int offset, int count) => -1;

    public bool Delete(string name) => true;

    public string[] List() => [];
}
