using System.Net;
using System.Net.Sockets;

namespace FieldNode.Interop.Tests;

/// <summary>
/// Stands between a client and a broker without TLS, passes every byte on, and writes down which way it went. No right to capture
/// packets is needed, and what a dissector reads later is what the client read.
/// </summary>
internal sealed class WireTap : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<(bool FromBroker, byte[] Bytes)> passed = [];
    private readonly int brokerPort;

    public WireTap(int brokerPort)
    {
        this.brokerPort = brokerPort;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the client connects; one client only.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What passed so far, in order.</summary>
    public IReadOnlyList<(bool FromBroker, byte[] Bytes)> Passed
    {
        get
        {
            lock (passed)
            {
                return [.. passed];
            }
        }
    }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        using var broker = new TcpClient();
        await broker.ConnectAsync(IPAddress.Loopback, brokerPort);
        await Task.WhenAny(
            PassAsync(client.GetStream(), broker.GetStream(), fromBroker: false),
            PassAsync(broker.GetStream(), client.GetStream(), fromBroker: true));
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, bool fromBroker)
    {
        byte[] buffer = new byte[16384];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer)) > 0;)
            {
                lock (passed)
                {
                    passed.Add((fromBroker, buffer[..count]));
                }
                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (IOException)
        {
            // One side was killed.
        }
    }
}
