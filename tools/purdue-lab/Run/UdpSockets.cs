using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>UDP has no listeners; a socket that is bound to a port and to no peer takes what anybody sends.</summary>
internal static class UdpSockets
{
    internal static IReadOnlyList<string> OpenToAll(int process)
    {
        HashSet<string> inodes;
        try
        {
            inodes = ListenSockets.SocketInodes($"/proc/{process}/fd");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LabError($"the sockets of process {process} cannot be read", failure);
        }
        return
        [
            .. new[] { "udp", "udp6" }.Where(kind => File.Exists($"/proc/{process}/net/{kind}")).SelectMany(kind => File.ReadLines($"/proc/{process}/net/{kind}").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns.Length > 9 && inodes.Contains(columns[9]) && columns[2].TrimStart('0').StartsWith(':'))
                .Select(columns => columns[1]),
        ];
    }
}
