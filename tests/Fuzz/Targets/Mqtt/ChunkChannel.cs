using FieldNode.Mqtt;
using nanoFramework.M2Mqtt;

namespace FieldNode.Fuzz;

/// <summary>A board's connection on which pieces arrive, and then nothing but its end.</summary>
internal sealed class ChunkChannel(byte[][] pieces) : IMqttNetworkChannel
{
    private int piece;
    private int at;

    public bool DataAvailable => piece < pieces.Length;

    public bool ValidateServerCertificate { get; set; }

    /// <summary>Bytes that were sent; no more is kept of them.</summary>
    internal int Sent { get; private set; }

    public int Receive(byte[] buffer) => Receive(buffer, 0);

    public int Receive(byte[] buffer, int timeout)
    {
        if (piece == pieces.Length)
        {
            return -1;
        }
        int count = Math.Min(buffer.Length, pieces[piece].Length - at);
        pieces[piece].AsSpan(at, count).CopyTo(buffer);
        at += count;
        if (at == pieces[piece].Length)
        {
            piece++;
            at = 0;
        }
        return count;
    }

    public int Send(byte[] buffer)
    {
        Sent += buffer.Length;
        return buffer.Length;
    }

    public void Connect()
    {
    }

    public void Close()
    {
    }

    public void Accept()
    {
    }
}
