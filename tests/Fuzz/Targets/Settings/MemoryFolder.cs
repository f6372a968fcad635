using System.Globalization;

namespace FieldNode.Fuzz;

/// <summary>A folder of this process alone, in memory where the system has such a place. It goes with the process, or with the next one that makes one.</summary>
internal static class MemoryFolder
{
    private const string Prefix = "fieldnode-fuzz-";

    internal static string Make()
    {
        string place = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        DeleteOld(place);
        string folder = Directory.CreateDirectory(Path.Combine(place, Prefix + Environment.ProcessId)).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    /// <summary>Deletes what processes left behind that were killed.</summary>
    internal static void DeleteOld(string place)
    {
        foreach (string folder in Directory.EnumerateDirectories(place, Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int maker) && !LiveProcess.Is(maker))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (IOException)
                {
                    // Somebody else deletes it, too.
                }
            }
        }
    }
}
