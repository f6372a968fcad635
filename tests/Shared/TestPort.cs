using System.Net;
using System.Net.Sockets;

namespace FieldNode;

/// <summary>
/// Ports of 127.0.0.1 for peers that have to be told one before they listen. The system's own choice (port 0) may go to somebody else until
/// then, and a client that tries such a port while nobody listens can even be connected to itself. So ports are taken below those that the
/// system gives to clients, and no test of any process gets one that another has: a lock file goes with each for as long as the process lives.
/// </summary>
internal static class TestPort
{
    private const int First = 10_000;
    private const int Last = 32_000; // Linux gives 32768 and up to clients

    private static readonly List<FileStream> Held = [];

    /// <summary>A port that nothing listens on, and that no other test gets.</summary>
    public static int Take()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"fieldnode-test-ports-{Environment.UserName}")).FullName;
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            int port = Random.Shared.Next(First, Last);
            if (TryHold(Path.Combine(folder, $"{port}")) && IsFree(port))
            {
                return port;
            }
        }
        throw new InvalidOperationException("no port is free");
    }

    private static bool TryHold(string path)
    {
        try
        {
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            lock (Held)
            {
                Held.Add(file);
            }
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
