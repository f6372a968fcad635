using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>
/// Tries all TCP ports of a machine on the same network, one connection each. There each port answers, and the kernel repeats what is lost: the count is
/// whole even on a busy machine. Behind a firewall that drops it would wait for ever: nmap is for that.
/// </summary>
internal static class ConnectScan
{
    private const int Ports = 65535;
    private const int Threads = 4;
    private const int AnswerMs = 5000; // the kernel repeats a lost SYN after 1 and 3 s
    private const int SilentMax = 20;  // more of them, and something drops: the scan would take hours

    internal static async Task<JsonObject> RunAsync(AgentArguments a)
    {
        IPAddress address = IPAddress.Parse(a.Text("host"));
        var open = new ConcurrentBag<int>();
        int closed = 0;
        int silent = 0;
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(() =>
        {
            for (int port = Interlocked.Increment(ref next); port <= Ports && Volatile.Read(ref silent) <= SilentMax; port = Interlocked.Increment(ref next))
            {
                switch (Try(new IPEndPoint(address, port)))
                {
                    case SocketError.Success:
                        open.Add(port);
                        break;
                    case SocketError.ConnectionRefused:
                        Interlocked.Increment(ref closed);
                        break;
                    default:
                        Interlocked.Increment(ref silent);
                        break;
                }
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return new JsonObject { ["open"] = new JsonArray([.. open.Order().Select(port => (JsonNode)port)]), ["closed"] = closed };
    }

    /// <summary>By events, not by exceptions: nearly each of the 65,535 is refused.</summary>
    private static SocketError Try(IPEndPoint place)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = place };
        using var done = new ManualResetEventSlim();
        attempt.Completed += (_, _) => done.Set();
        if (socket.ConnectAsync(attempt) && !done.Wait(AnswerMs))
        {
            Socket.CancelConnectAsync(attempt);
            done.Wait();
            return SocketError.TimedOut;
        }
        return attempt.SocketError;
    }
}
