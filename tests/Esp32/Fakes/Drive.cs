using FieldNode.Esp32.Tests;

namespace FieldNode.Esp32;

/// <summary>
/// The internal drive and the runtime's threads, in the place of those of .NET: the firmware's own namespace comes before System.IO and
/// System.Threading. What is written counts once Close has committed it, as on littlefs.
/// </summary>
public static class File
{
    public static bool Exists(string path) => FakeChip.Current.Files.ContainsKey(path);

    public static byte[] ReadAllBytes(string path) =>
        FakeChip.Current.Files.TryGetValue(path, out byte[] content) ? [.. content] : throw new IOException("");

    public static void Delete(string path)
    {
        if (FakeChip.Current.IsDriveBroken)
        {
            throw new IOException("");
        }

        if (!FakeChip.Current.Commit())
        {
            throw new IOException("");
        }

        FakeChip.Current.Files.Remove(path);
    }
}

public sealed class FileInfo(string path)
{
    public bool Exists => File.Exists(path);
    public long Length => File.ReadAllBytes(path).Length;
}

public static class Directory
{
    public static bool Exists(string path) => FakeChip.Current.Folders.Contains(path);

    public static void CreateDirectory(string path)
    {
        if (FakeChip.Current.IsDriveBroken)
        {
            throw new IOException("");
        }

        FakeChip.Current.Folders.Add(path);
    }

    public static string[] GetFiles(string path) => Exists(path)
        ? [.. FakeChip.Current.Files.Keys.Where(file => file.StartsWith(path + "\\", StringComparison.Ordinal))]
        : throw new IOException("");
}

public static class Path
{
    public static string GetFileName(string path) => path[(path.LastIndexOf('\\') + 1)..];
}

public sealed class FileStream
{
    private readonly FakeChip chip = FakeChip.Current;
    private readonly string path;
    private readonly List<byte> written = [];
    private readonly bool isWriting;
    private int next;
    private bool isClosed;

    public FileStream(string path, FileMode mode, FileAccess access)
    {
        this.path = path;
        isWriting = access == FileAccess.Write && mode == FileMode.Create;
        if (chip.IsDriveBroken || (!isWriting && !File.Exists(path)) || !chip.OpenFiles.Add(path))
        {
            throw new IOException("");
        }
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int take = Math.Min(Math.Min(count, 16), chip.Files[path].Length - next); // it may give less than was asked for
        chip.Files[path].AsSpan(next, take).CopyTo(buffer.AsSpan(offset));
        next += take;
        return take;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        if (chip.IsDriveFull)
        {
            throw new IOException("");
        }

        written.AddRange(buffer.AsSpan(offset, count).ToArray());
    }

    public void Close()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        chip.OpenFiles.Remove(path);
        if (isWriting && chip.IsDriveFullAtClose)
        {
            throw new IOException("");
        }

        if (isWriting && !chip.IsDriveFull)
        {
            chip.Files[path] = chip.Commit() ? [.. written] : throw new IOException("");
        }
    }
}

/// <summary>Sleeping is virtual time; it ends the test when that is over, since the firmware runs for ever.</summary>
public sealed class Thread(Action run)
{
    public void Start() => FakeChip.Current.Threads.Add(run);

    public static void Sleep(int ms)
    {
        FakeChip chip = FakeChip.Current;
        chip.Sleep(Math.Max(ms, 1));
        chip.AtSleep?.Invoke();
        if (chip.NowMs > chip.EndMs)
        {
            throw new EndOfRunException();
        }
    }
}

public sealed class EndOfRunException : Exception;

public static class Environment
{
    public static long TickCount64 => FakeChip.Current.NowMs;
}
