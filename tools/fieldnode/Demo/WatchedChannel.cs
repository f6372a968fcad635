using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace FieldNode.Cli;

/// <summary>One client's connection, with every packet told to a watch.</summary>
internal sealed class WatchedChannel(IMqttChannelAdapter inner, IPacketWatch watch) : IMqttChannelAdapter
{
    private readonly string? name = inner.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false);
    private int gone;

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        NoteEnd();
        await inner.DisconnectAsync(cancellationToken);
    }

    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        MqttPacket? packet;
        try
        {
            packet = await inner.ReceivePacketAsync(cancellationToken);
        }
        catch
        {
            NoteEnd();
            throw;
        }
        if (packet is null)
        {
            NoteEnd();
        }
        else
        {
            watch.Received(name, packet);
        }
        return packet!; // null is how MQTTnet says that the connection is closed
    }

    public void ResetStatistics() => inner.ResetStatistics();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        watch.Sending(name, packet);
        return inner.SendPacketAsync(packet, cancellationToken);
    }

    public void Dispose()
    {
        NoteEnd();
        inner.Dispose();
    }

    private void NoteEnd()
    {
        if (Interlocked.Exchange(ref gone, 1) == 0)
        {
            watch.Gone(name);
        }
    }
}
