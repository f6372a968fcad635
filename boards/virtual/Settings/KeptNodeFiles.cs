using System.Globalization;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// Copies of the node files that ran, by their CRC-32, in the state folder: so that a change can be told in words, at the start and in the events
/// long after it. They hold names of secret files only. At most <see cref="FilesMax"/>; the ones that were kept first go.
/// </summary>
public sealed class KeptNodeFiles(string folder)
{
    /// <summary>So many are kept.</summary>
    public const int FilesMax = 8;

    // No valid name of the store's files.
    private const string Begin = "~node-";
    private const string End = ".json";

    /// <summary>Where the copy of a file is, or null if there is none.</summary>
    public string? PathOf(int crc)
    {
        string path = Path.Combine(folder, Begin + crc.ToString("x8", CultureInfo.InvariantCulture) + End);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Keeps a copy. A folder that takes none says so by itself; the change is then told without words.</summary>
    public void Keep(int crc, byte[] content)
    {
        if (PathOf(crc) is not null)
        {
            return;
        }

        try
        {
            DurableFile.WriteSecret(Path.Combine(folder, Begin + crc.ToString("x8", CultureInfo.InvariantCulture) + End), content);
            foreach (FileInfo old in new DirectoryInfo(folder).GetFiles(Begin + "*" + End).OrderByDescending(file => file.LastWriteTimeUtc).Skip(FilesMax))
            {
                old.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The store's own writes fail as well, and that is told.
        }
    }
}
