using FieldNode.Virtual.Words;

namespace FieldNode.Virtual;

/// <summary>
/// Holds a state folder for one node: two would give out the same bdSeq, and write over each other's totals and events. The operating system
/// ends it when the process ends, however it does.
/// </summary>
public sealed class StateLock : IDisposable
{
    // No valid name of the store's files.
    private const string Name = "~lock";

    private readonly FileStream file;

    private StateLock(FileStream file) => this.file = file;

    /// <summary>Makes the folder if it is not there, and takes it.</summary>
    /// <exception cref="IOException">It cannot be made, or another node has it.</exception>
    public static StateLock Take(string folder)
    {
        string whole = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(whole);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            string what = File.Exists(whole) ? "a file, not a folder" : "it cannot be made";
            throw new IOException($"state folder {folder}: {what}. Name a folder of yours: --state DIR", fault);
        }

        try
        {
            return new StateLock(new FileStream(Path.Combine(whole, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException($"state folder {folder}: this user may not write there. Name a folder of yours: --state DIR", fault);
        }
        catch (IOException fault) when (!IsHeld(fault))
        {
            throw new IOException($"state folder {folder}: {SystemWords.Of(fault)}. Make room or make it writable, or name another folder: --state DIR", fault);
        }
        catch (IOException fault)
        {
            throw new IOException($"state folder {folder}: another node uses it. End that one first, or give this one its own: --state DIR", fault);
        }
    }

    // EWOULDBLOCK of flock(2), which is 11 on Linux and 35 on BSD and macOS; a sharing or lock violation on Windows.
    private static bool IsHeld(IOException fault) =>
        fault.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    /// <summary>True if a node has this folder now.</summary>
    public static bool IsTaken(string folder)
    {
        string path = Path.Combine(Path.GetFullPath(folder), Name);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1).Dispose();
            return false;
        }
        catch (IOException fault) when (IsHeld(fault))
        {
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();
}
