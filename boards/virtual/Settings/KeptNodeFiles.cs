using System.Globalization;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// Copies of the node files that ran, by their CRC-32, in the state folder: so that a change can be told in words, at the start and in the events
/// long after it. They hold names of secret files only. At most <see cref="FilesMax"/>; the ones that ran longest ago go.
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
        try
        {
            if (PathOf(crc) is { } there)
            {
                File.SetLastWriteTimeUtc(there, DateTime.UtcNow);
                return;
            }

            string path = Path.Combine(folder, Begin + crc.ToString("x8", CultureInfo.InvariantCulture) + End);
            DurableFile.WriteSecret(path, content);
            IEnumerable<FileInfo> others = new DirectoryInfo(folder).GetFiles(Begin + "*" + End).Where(file => file.FullName != Path.GetFullPath(path)); // a clock may be wrong: not the one that runs
            foreach (FileInfo old in others.OrderByDescending(file => file.LastWriteTimeUtc).Skip(FilesMax - 1))
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
