using System.Runtime.InteropServices;

namespace FieldNode.Virtual;

/// <summary>
/// Makes renames and deletions in a folder durable. On Linux and macOS that needs an fsync of the folder (fsync(2),
/// notes), which .NET does not offer; Windows journals them by itself. A failure is not told: the rename stands, only
/// not yet on the disk.
/// </summary>
internal static class DirectorySync
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var descriptor = open(folder, 0);
        if (descriptor >= 0)
        {
            _ = fsync(descriptor);
            _ = close(descriptor);
        }
    }

    // Names as in libc.
    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    private static extern int fsync(int descriptor);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
