using System.Net;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace FieldNode.Conformance.Run;

/// <summary>A pipe in front of a broker that tells what the CONNECT packet says: MQTTnet's broker shows every packet but that one.</summary>
internal sealed class ConnectTap : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, TestPort.Take());
    private readonly CancellationTokenSource ending = new();

    internal ConnectTap(int brokerPort, Action<MqttPacket> seen)
    {
        listener.Start();
        _ = Task.Run(() => AcceptAsync(brokerPort, seen));
    }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        ending.Cancel();
        listener.Stop();
        ending.Dispose();
    }

    private async Task AcceptAsync(int brokerPort, Action<MqttPacket> seen)
    {
        try
        {
            while (true)
            {
                TcpClient node = await listener.AcceptTcpClientAsync(ending.Token);
                var broker = new TcpClient();
                await broker.ConnectAsync(IPAddress.Loopback, brokerPort, ending.Token);
                _ = PipeAsync(node, broker, seen);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task PipeAsync(TcpClient node, TcpClient broker, Action<MqttPacket> seen)
    {
        using (node)
        using (broker)
        {
            try
            {
                NetworkStream from = node.GetStream();
                NetworkStream to = broker.GetStream();
                byte[] head = new byte[2];
                await from.ReadExactlyAsync(head, ending.Token);
                int length = head[1] & 0x7F;
                byte[] more = (head[1] & 0x80) == 0 ? [] : new byte[1];
                await from.ReadExactlyAsync(more, ending.Token);
                length += more.Length == 0 ? 0 : more[0] << 7;
                byte[] body = new byte[length];
                await from.ReadExactlyAsync(body, ending.Token);
                var formatter = new MqttPacketFormatterAdapter(MqttProtocolVersion.V311, new MqttBufferWriter(256, 65535));
                seen(formatter.Decode(new ReceivedMqttPacket(head[0], new ArraySegment<byte>(body), head.Length + more.Length + length)));
                await to.WriteAsync((byte[])[.. head, .. more, .. body], ending.Token);
                await Task.WhenAny(from.CopyToAsync(to, ending.Token), to.CopyToAsync(from, ending.Token));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // One end is gone, and takes the other with it.
            }
        }
    }
}
