using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>A broker in the hands of an attacker: the node is led to it, and what the node gives it is counted.</summary>
internal sealed class HostileBroker : IDisposable
{
    private static readonly byte[] ConnAck = [0x20, 2, 0, 0];

    private readonly TcpListener listener;
    private readonly HostileKind kind;
    private readonly X509Certificate2? certificate;
    private readonly string topic;
    private readonly Lock guard = new();
    private readonly List<long> heldMs = [];
    private int connections;
    private int handshakes;
    private int packets;
    private int publishes;
    private int sent;

    internal HostileBroker(AgentArguments a)
    {
        kind = Enum.Parse<HostileKind>(a.Text("kind"));
        topic = a.Maybe("topic") ?? "";
        certificate = a.Maybe("cert") is { } file ? TlsFiles.LoadOwn(file, a.Text("key")) : null;
        listener = new TcpListener(IPAddress.Parse(a.Text("address")), Plan.MqttPort);
        listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Connections that came, TLS handshakes that the node ended well, MQTT packets and PUBLISHes from it, and how long it stayed, in ms.</summary>
    internal JsonObject Seen()
    {
        lock (guard)
        {
            return new JsonObject
            {
                ["connections"] = connections, ["handshakes"] = handshakes, ["packets"] = packets, ["publishes"] = publishes, ["sent"] = sent,
                ["heldMs"] = new JsonArray([.. heldMs.Select(one => (JsonNode)one)]),
            };
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient peer = await listener.AcceptTcpClientAsync();
                _ = Task.Run(() => ServeAsync(peer));
            }
        }
        catch (Exception failure) when (failure is ObjectDisposedException or SocketException)
        {
            // Its time is over.
        }
    }

    private async Task ServeAsync(TcpClient peer)
    {
        int number = Count(ref connections);
        long began = Stopwatch.GetTimestamp();
        using (peer)
        {
            try
            {
                await TalkAsync(peer.GetStream(), number);
            }
            catch (Exception failure) when (failure is IOException or AuthenticationException or ObjectDisposedException or SocketException or InvalidOperationException)
            {
                // The node has left, which is its right.
            }
        }
        lock (guard)
        {
            heldMs.Add((long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    private Task TalkAsync(NetworkStream raw, int number) => kind switch
    {
        HostileKind.Plain => PlainAsync(raw),
        HostileKind.Silent => ReadOnAsync(raw, count: false),
        HostileKind.Drip => DripAsync(raw),
        _ => TlsAsync(raw, number),
    };

    private async Task PlainAsync(Stream stream)
    {
        await stream.WriteAsync(ConnAck);
        await ReadOnAsync(stream, count: false); // what comes is TLS: no packet of MQTT
    }

    /// <summary>The head of a TLS record that says it has 16 KB, and then its bytes, one a second.</summary>
    private static async Task DripAsync(Stream stream)
    {
        byte[] head = [0x16, 3, 3, 0x3F, 0xFF];
        for (int i = 0; ; i++)
        {
            await stream.WriteAsync(new[] { i < head.Length ? head[i] : (byte)2 });
            await Task.Delay(1000);
        }
    }

    private async Task TlsAsync(Stream raw, int number)
    {
        await using var tls = new SslStream(raw);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        });
        Count(ref handshakes);
        if (kind is HostileKind.Tls or HostileKind.Mute)
        {
            await ReadOnAsync(tls, count: true);
            return;
        }
        _ = await PacketAsync(tls); // CONNECT
        await tls.WriteAsync(ConnAck);
        byte[] subscribe = await PacketAsync(tls);
        while (subscribe.Length > 3 && subscribe[0] >> 4 != 8)
        {
            subscribe = await PacketAsync(tls);
        }
        await tls.WriteAsync(MalformedPackets.SubAck(subscribe));
        do
        {
            byte[] evil = kind == HostileKind.Huge ? MalformedPackets.Huge(topic) : MalformedPackets.Of(kind, number, topic);
            await tls.WriteAsync(evil);
            Count(ref sent);
            await Task.Delay(1500);
        }
        while (kind == HostileKind.Huge);
        await ReadOnAsync(tls, count: true);
    }

    private async Task ReadOnAsync(Stream stream, bool count)
    {
        byte[] buffer = new byte[8192];
        while (true)
        {
            if (count)
            {
                _ = await PacketAsync(stream);
            }
            else if (await stream.ReadAsync(buffer) == 0)
            {
                return;
            }
        }
    }

    /// <summary>The next packet, its fixed header included.</summary>
    private async Task<byte[]> PacketAsync(Stream stream)
    {
        byte[] one = new byte[1];
        var head = new List<byte>();
        int length = 0;
        for (int i = 0; i < 5; i++)
        {
            await stream.ReadExactlyAsync(one);
            head.Add(one[0]);
            if (i > 0)
            {
                length |= (one[0] & 0x7F) << (7 * (i - 1));
                if ((one[0] & 0x80) == 0)
                {
                    break;
                }
            }
        }
        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body);
        Count(ref packets);
        if (head[0] >> 4 == 3)
        {
            Count(ref publishes);
        }
        return [.. head, .. body];
    }

    private int Count(ref int number)
    {
        lock (guard)
        {
            return ++number;
        }
    }
}
