using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FieldNode.Virtual;

/// <summary>
/// Tells systemd that the node runs (sd_notify(3)): a datagram to the Unix socket that NOTIFY_SOCKET names. Only the loop tells that it turns, no timer and
/// no thread of its own: a loop that stands still is silent, and systemd ends the process and starts it again.
/// </summary>
public sealed class ServiceManager : IDisposable
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";
    private const string ProcessVariable = "WATCHDOG_PID";
    private const int PetsPerWatchdog = 4;

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
    private readonly UnixDomainSocketEndPoint address;
    private readonly LineLog log;
    private readonly double petEveryMs; // 0: nobody waits for it
    private bool isReady;
    private bool isDeaf;
    private long told;

    /// <summary>For a socket by its path, or by its abstract name behind an '@'.</summary>
    /// <param name="path">As NOTIFY_SOCKET has it.</param>
    /// <param name="watchdogUs">Silence after which the process is ended, in µs; 0: there is no watchdog.</param>
    /// <param name="log">Takes a line if nobody can be told.</param>
    internal ServiceManager(string path, long watchdogUs, LineLog log)
    {
        address = new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path);
        petEveryMs = watchdogUs / 1000.0 / PetsPerWatchdog;
        this.log = log;
    }

    /// <summary>The one that started this process; null: none that wants to know. Processes that this one starts do not see it: they would speak for it.</summary>
    public static ServiceManager? FromEnvironment(TextWriter output)
    {
        string? path = Environment.GetEnvironmentVariable(SocketVariable);
        string? process = Environment.GetEnvironmentVariable(ProcessVariable);
        bool isOurs = string.IsNullOrEmpty(process) || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        _ = long.TryParse(Environment.GetEnvironmentVariable(WatchdogVariable), CultureInfo.InvariantCulture, out long watchdogUs);
        if (string.IsNullOrEmpty(path) || path[0] is not ('/' or '@'))
        {
            return null;
        }

        foreach (string variable in new[] { SocketVariable, WatchdogVariable, ProcessVariable })
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        return new ServiceManager(path, isOurs ? watchdogUs : 0, new LineLog(output));
    }

    /// <summary>The loop turned: the first time that the service is ready, then the watchdog's sign of life, four times in its interval. Call it from the loop.</summary>
    public void Turned()
    {
        if (!isReady)
        {
            isReady = true;
            told = Stopwatch.GetTimestamp();
            Tell(petEveryMs > 0 ? "READY=1\nWATCHDOG=1" : "READY=1");
        }
        else if (petEveryMs > 0 && Stopwatch.GetElapsedTime(told).TotalMilliseconds >= petEveryMs)
        {
            told = Stopwatch.GetTimestamp();
            Tell("WATCHDOG=1");
        }
    }

    /// <summary>The node is asked to end, and leaves. Any thread may call it.</summary>
    public void Stopping() => Tell("STOPPING=1");

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    private void Tell(string text)
    {
        try
        {
            _ = socket.SendTo(Encoding.ASCII.GetBytes(text), address);
            isDeaf = false;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (!isDeaf)
            {
                log.Line($"systemd cannot be told that the node runs ({e.Message}), and may end it", LogSeverity.Warning);
            }

            isDeaf = true;
        }
    }
}
