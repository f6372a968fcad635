using FieldNode.Journal;
using FieldNode.Virtual.Words;

namespace FieldNode.Virtual;

/// <summary>
/// The flash store as a folder. A write goes to a second file, is synced, and is renamed over the first, so that a
/// power cut leaves the old content or the new (rename(2) is atomic). One process per folder.
/// </summary>
public sealed class DiskFlashStore : IFlashStore
{
    private const int NameLengthMax = 32;

    // Not a valid name, so it can never meet a file of the store.
    private const string Unfinished = "~unfinished";

    private readonly string folder;

    /// <summary>Opens the store, and makes the folder if it is not there.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made or written.</exception>
    public DiskFlashStore(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(this.folder);
        File.Delete(Path.Combine(this.folder, Unfinished));
    }

    /// <summary>What the operating system said when it last refused something; empty: nothing yet.</summary>
    public string LastFaultText { get; private set; } = "";

    /// <inheritdoc/>
    public bool Write(string name, byte[] content, int offset, int count) => IsName(name) && Try(() =>
    {
        var unfinished = Path.Combine(folder, Unfinished);
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content, offset, count);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, PathOf(name), overwrite: true);
        DirectorySync.Flush(folder);
        return true;
    }, otherwise: false);

    /// <inheritdoc/>
    public int Read(string name, byte[] buffer, int offset, int count) => !IsName(name) ? -1 : Try(() =>
    {
        using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read);
        return file.ReadAtLeast(buffer.AsSpan(offset, count), count, throwOnEndOfStream: false);
    }, otherwise: -1);

    /// <inheritdoc/>
    public bool Delete(string name) => IsName(name) && Try(() =>
    {
        File.Delete(PathOf(name));
        DirectorySync.Flush(folder);
        return true;
    }, otherwise: false);

    /// <inheritdoc/>
    public string[] List() => Try(() => Directory.GetFiles(folder)
        .Select(file => Path.GetFileName(file))
        .Where(IsName)
        .Order(StringComparer.Ordinal)
        .ToArray(), otherwise: []);

    private string PathOf(string name) => Path.Combine(folder, name);

    // A dot at either end would name a folder, or be dropped by Windows.
    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= NameLengthMax } && name[0] != '.' && name[^1] != '.'
        && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '.' or '-');

    private T Try<T>(Func<T> action, T otherwise)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            LastFaultText = exception is FileNotFoundException ? LastFaultText : SystemWords.Of(exception);
            return otherwise;
        }
    }
}
