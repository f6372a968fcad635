using System.Text;

namespace FieldNode.Virtual;

/// <summary>
/// Files that a power cut leaves whole, the old or the new: written beside their place, synced, and renamed. Secrets are readable by their owner
/// only from the moment that they are made (on Unix; on Windows the folder's own rights count).
/// </summary>
public static class DurableFile
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>How a file is called while it is written; who finds one may delete it.</summary>
    public const string UnfinishedEnd = ".unfinished";

    /// <summary>Writes a text as UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text), isSecret: false);

    /// <summary>Writes bytes.</summary>
    public static void Write(string path, byte[] content) => Write(path, content, isSecret: false);

    /// <summary>Writes bytes that nobody but the owner may read.</summary>
    public static void WriteSecret(string path, byte[] content) => Write(path, content, isSecret: true);

    /// <summary>Writes a text that nobody but the owner may read.</summary>
    public static void WriteSecret(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text), isSecret: true);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file's place; its folder is there.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="isSecret">Nobody but the owner may read it.</param>
    public static void WriteBytes(string path, byte[] content, bool isSecret) => Write(path, content, isSecret);

    /// <summary>Makes a folder, and those above it, that nobody but the owner may enter. One that is there stays as it is.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnersFolder);
        }
    }

    /// <summary>Gives a folder that is complete its name: it is there whole, or not at all.</summary>
    public static void PublishFolder(string unfinished, string path)
    {
        DirectorySync.Flush(unfinished);
        Directory.Move(unfinished, path);
        DirectorySync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static void Write(string path, byte[] content, bool isSecret)
    {
        string unfinished = path + UnfinishedEnd;
        File.Delete(unfinished); // or its mode would stay as it is
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }

        using (FileStream file = new(unfinished, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
