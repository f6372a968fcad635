using System.Net;
using System.Net.Sockets;

namespace FieldNode.Mqtt.Tests;

/// <summary>A listener on 127.0.0.1 that does byte for byte what a test says, with its first connection.</summary>
public sealed class RawBroker : IDisposable
{
    /// <summary>CONNACK that accepts.</summary>
    public static readonly byte[] ConnAck = [0x20, 0x02, 0x00, 0x00];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Task serving;

    /// <param name="serve">What is done with the connection; it is kept open afterwards, unless the callback closes
    /// it.</param>
    public RawBroker(Func<Socket, CancellationToken, Task> serve)
    {
        listener.Start();
        serving = Serve(serve);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        end.Cancel();
        listener.Stop();
        serving.Wait(5000);
        end.Dispose();
    }

    private async Task Serve(Func<Socket, CancellationToken, Task> serve)
    {
        try
        {
            using Socket socket = await listener.AcceptSocketAsync(end.Token);
            await serve(socket, end.Token);
            await Task.Delay(Timeout.Infinite, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException
            or ObjectDisposedException)
        {
            // The test is over, or the wire has gone: both are what a test may want.
        }
    }
}
