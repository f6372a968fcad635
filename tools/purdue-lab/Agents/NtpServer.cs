using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FieldNode.PurdueLab;

/// <summary>A time server (SNTP, RFC 4330) whose answers are wrong by so many seconds.</summary>
internal sealed class NtpServer : IDisposable
{
    internal const int PacketBytes = 48;
    private const byte ServerMode = 0x24; // version 4, mode 4
    private const byte Stratum = 2;
    private static readonly DateTime Era = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly UdpClient socket;
    private readonly int offsetS;

    internal NtpServer(string address, int offsetS)
    {
        this.offsetS = offsetS;
        socket = new UdpClient();
        socket.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Client.Bind(new IPEndPoint(IPAddress.Parse(address), Plan.NtpPort));
        _ = Task.Run(ServeAsync);
    }

    public void Dispose() => socket.Dispose();

    /// <summary>A time as NTP has it: seconds since 1900 and a fraction.</summary>
    internal static void Put(Span<byte> place, DateTime utc)
    {
        double seconds = (utc - Era).TotalSeconds;
        BinaryPrimitives.WriteUInt32BigEndian(place, (uint)(ulong)seconds); // the era wraps in 2036: so does the field
        BinaryPrimitives.WriteUInt32BigEndian(place[4..], (uint)((seconds - Math.Floor(seconds)) * uint.MaxValue));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                UdpReceiveResult asked = await socket.ReceiveAsync();
                if (asked.Buffer.Length < PacketBytes)
                {
                    continue;
                }
                byte[] answer = new byte[PacketBytes];
                (answer[0], answer[1]) = (ServerMode, Stratum);
                asked.Buffer.AsSpan(40, 8).CopyTo(answer.AsSpan(24));
                DateTime utc = DateTime.UtcNow.AddSeconds(offsetS);
                Put(answer.AsSpan(32), utc);
                Put(answer.AsSpan(40), utc);
                await socket.SendAsync(answer, asked.RemoteEndPoint);
            }
        }
        catch (Exception failure) when (failure is ObjectDisposedException or SocketException)
        {
            // Its time is over.
        }
    }
}
