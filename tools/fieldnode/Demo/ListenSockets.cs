using System.Globalization;

namespace FieldNode.Cli;

/// <summary>
/// Finds the listening sockets of a process by inode: /proc/PID/fd says which sockets it holds, /proc/PID/net which
/// of those listen (proc(5)). UDP has no listeners: a bound UDP socket is how DNS and DHCP get their answers.
/// </summary>
internal static class ListenSockets
{
    private const string SocketPrefix = "socket:[";
    private const string TcpListen = "0A"; // TCP_LISTEN, include/net/tcp_states.h
    private const long UnixAccepts = 0x10000; // __SO_ACCEPTCON, include/uapi/linux/net.h

    internal static bool Supported => OperatingSystem.IsLinux();

    /// <summary>Null if the process is gone or is not ours to look into.</summary>
    internal static IReadOnlyList<ListenSocket>? Of(int processId)
    {
        string folder = "/proc/" + processId.ToString(CultureInfo.InvariantCulture);
        try
        {
            HashSet<string> inodes = SocketInodes(folder + "/fd");
            return
            [
                .. Tcp(folder, "tcp", inodes),
                .. Tcp(folder, "tcp6", inodes),
                .. Unix(folder, inodes),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sockets among the descriptors of a folder such as /proc/PID/fd.</summary>
    internal static HashSet<string> SocketInodes(string folder)
    {
        var inodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (string descriptor in Directory.EnumerateFileSystemEntries(folder))
        {
            string? target = TargetOf(descriptor);
            if (target is not null && target.StartsWith(SocketPrefix, StringComparison.Ordinal))
            {
                inodes.Add(target[SocketPrefix.Length..^1]);
            }
        }
        return inodes;
    }

    /// <summary>Null if the descriptor was closed meanwhile.</summary>
    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Columns: sl, local_address, rem_address, st, tx:rx, tr:tm, retrnsmt, uid, timeout, inode.</summary>
    private static IEnumerable<ListenSocket> Tcp(string folder, string kind, HashSet<string> inodes) =>
        from columns in Lines($"{folder}/net/{kind}")
        where columns.Length > 9 && columns[3] == TcpListen && inodes.Contains(columns[9])
        select new ListenSocket(kind, columns[1]);

    /// <summary>Columns: Num, RefCount, Protocol, Flags, Type, St, Inode, Path.</summary>
    private static IEnumerable<ListenSocket> Unix(string folder, HashSet<string> inodes) =>
        from columns in Lines($"{folder}/net/unix")
        where columns.Length > 6
            && long.TryParse(columns[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long flags)
            && (flags & UnixAccepts) != 0
            && inodes.Contains(columns[6])
        select new ListenSocket("unix", columns.Length > 7 ? columns[7] : "");

    /// <summary>A system without IPv6 has no tcp6.</summary>
    private static IEnumerable<string[]> Lines(string path) => File.Exists(path)
        ? File.ReadLines(path).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        : [];
}
