using FieldNode.Journal;

namespace FieldNode;

/// <summary>A flash store in memory; it can refuse writes.</summary>
internal sealed class MemoryStore : IFlashStore
{
    public Dictionary<string, byte[]> Files { get; } = [];
    public bool Full { get; set; }

    /// <summary>A mutation for tests of tests: both files of an A/B record are one, so each write goes over what counts.</summary>
    public bool IsInPlace { get; set; }

    public bool Write(string name, byte[] content, int offset, int count)
    {
        if (!Full)
        {
            Files[Place(name)] = content.AsSpan(offset, count).ToArray();
        }

        return !Full;
    }

    public int Read(string name, byte[] buffer, int offset, int count)
    {
        if (!Files.TryGetValue(Place(name), out byte[]? content))
        {
            return -1;
        }

        int taken = Math.Min(count, content.Length);
        Array.Copy(content, 0, buffer, offset, taken);
        return taken;
    }

    public bool Delete(string name) => Files.Remove(Place(name)) || true;

    public string[] List() => [.. Files.Keys];

    private string Place(string name) => IsInPlace && name.EndsWith(".b", StringComparison.Ordinal) ? name[..^2] + ".a" : name;
}
