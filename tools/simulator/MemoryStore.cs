using FieldNode.Journal;

namespace FieldNode;

/// <summary>
/// A flash store in memory; it can refuse writes. It counts openings: on an ESP32 each of them, also one that only reads, commits 128 to 512 bytes.
/// </summary>
internal sealed class MemoryStore : IFlashStore
{
    public Dictionary<string, byte[]> Files { get; } = [];
    public bool Full { get; set; }

    /// <summary>Says by its name whether a file is refused; null: none is, unless the flash is full.</summary>
    public Func<string, bool>? Refuses { get; set; }

    /// <summary>Told of each file that was written.</summary>
    public Action<string, byte[]>? Written { get; set; }

    /// <summary>A mutation for tests of tests: both files of an A/B record are one, so each write goes over what counts.</summary>
    public bool IsInPlace { get; set; }

    /// <summary>Files opened so far, to write and to read.</summary>
    public int Openings { get; private set; }

    /// <summary>Writes that it refused.</summary>
    public int Refusals { get; private set; }

    /// <summary>Bytes written so far.</summary>
    public long BytesWritten { get; private set; }

    public bool Write(string name, byte[] content, int offset, int count)
    {
        Openings++;
        if (Full || Refuses?.Invoke(name) == true)
        {
            Refusals++;
            return false;
        }

        BytesWritten += count;
        Files[Place(name)] = content.AsSpan(offset, count).ToArray();
        Written?.Invoke(name, Files[Place(name)]);
        return true;
    }

    public int Read(string name, byte[] buffer, int offset, int count)
    {
        if (!Files.TryGetValue(Place(name), out byte[]? content))
        {
            return -1;
        }

        Openings++;
        int taken = Math.Min(count, content.Length);
        Array.Copy(content, 0, buffer, offset, taken);
        return taken;
    }

    public bool Delete(string name) => Files.Remove(Place(name)) || true;

    public string[] List() => [.. Files.Keys];

    private string Place(string name) => IsInPlace && name.EndsWith(".b", StringComparison.Ordinal) ? name[..^2] + ".a" : name;
}
