using FieldNode.Simulation;

namespace FieldNode.Esp32;

// The drive I: of a board, in the place of .NET's files: the namespace of the firmware's FlashStore comes before System.IO. Each opening is an operation
// on flash, and so is the close of what was written.

/// <summary>Files of the drive.</summary>
internal static class File
{
    public static bool Exists(string path) => BoardFlash.Drive.Below.Files.ContainsKey(Path.GetFileName(path));

    public static void Delete(string path) => BoardFlash.Drive.Delete(Path.GetFileName(path));
}

/// <summary>Its one folder.</summary>
internal static class Directory
{
    public static bool Exists(string path) => true;

    public static void CreateDirectory(string path) => throw new IOException(path);

    public static string[] GetFiles(string path) => [.. BoardFlash.Drive.List().Select(name => path + "\\" + name)];
}

/// <summary>Names of files.</summary>
internal static class Path
{
    public static string GetFileName(string path) => path[(path.LastIndexOf('\\') + 1)..];
}

/// <summary>An open file.</summary>
internal sealed class FileStream
{
    private readonly CuttingStore drive = BoardFlash.Drive;
    private readonly string name;
    private readonly byte[]? content; // null: it is written
    private readonly List<byte> written = [];
    private int next;

    public FileStream(string path, FileMode mode, FileAccess access)
    {
        name = Path.GetFileName(path);
        drive.Open(name, mode == FileMode.Create);
        content = access == FileAccess.Read ? drive.Below.Files[name] : null;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(count, content!.Length - next);
        Array.Copy(content, next, buffer, offset, taken);
        next += taken;
        return taken;
    }

    public void Write(byte[] buffer, int offset, int count) => written.AddRange(buffer.AsSpan(offset, count));

    public void Close()
    {
        if (content is null && !drive.Write(name, [.. written], 0, written.Count))
        {
            throw new IOException(name);
        }
    }
}
