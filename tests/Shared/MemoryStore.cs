using FieldNode.Journal;

namespace FieldNode;

/// <summary>A flash store in memory; it can refuse writes.</summary>
internal sealed class MemoryStore : IFlashStore
{
    public Dictionary<string, byte[]> Files { get; } = [];
    public bool Full { get; set; }

    public bool Write(string name, byte[] content, int offset, int count)
    {
        if (!Full)
        {
            Files[name] = content.AsSpan(offset, count).ToArray();
        }

        return !Full;
    }

    public int Read(string name, byte[] buffer, int offset, int count)
    {
        if (!Files.TryGetValue(name, out byte[]? content))
        {
            return -1;
        }

        int taken = Math.Min(count, content.Length);
        Array.Copy(content, 0, buffer, offset, taken);
        return taken;
    }

    public bool Delete(string name) => Files.Remove(name) || true;

    public string[] List() => [.. Files.Keys];
}
