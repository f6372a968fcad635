using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>What a machine's time service does: asks a time server, and believes it. The years are those nearest to now in the era's 136.</summary>
internal static class NtpClient
{
    private const byte ClientMode = 0x23; // version 4, mode 3
    private const int WaitMs = 3000;
    private const double EraSeconds = 4294967296.0;
    private static readonly DateTime Era = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static async Task<JsonObject> AskAsync(string host)
    {
        using var socket = new UdpClient();
        byte[] ask = new byte[NtpServer.PacketBytes];
        ask[0] = ClientMode;
        socket.Connect(host, Plan.NtpPort);
        await socket.SendAsync(ask);
        using var limit = new CancellationTokenSource(WaitMs);
        UdpReceiveResult answer = await socket.ReceiveAsync(limit.Token);
        double now = (DateTime.UtcNow - Era).TotalSeconds;
        double theirs = BinaryPrimitives.ReadUInt32BigEndian(answer.Buffer.AsSpan(40)) + BinaryPrimitives.ReadUInt32BigEndian(answer.Buffer.AsSpan(44)) / EraSeconds;
        double offset = Math.IEEERemainder(theirs - now, EraSeconds);
        return new JsonObject { ["offsetS"] = (long)Math.Round(offset) };
    }
}
