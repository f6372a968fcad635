using FieldNode.Mqtt;
using nanoFramework.M2Mqtt;

namespace FieldNode.Esp32.Tests;

/// <summary>A connection in memory: what the broker sends is queued, what the wire sends is kept.</summary>
internal sealed class WireChannel : IMqttNetworkChannel, ILinkControl
{
    private byte[] left = [];

    public Queue<byte[]> Received { get; } = new();
    public List<byte[]> Sent { get; } = [];
    public byte[]? First { get; private set; }
    public int Closes { get; private set; }
    public bool IsLapsed { get; set; }
    public bool IsSendBroken { get; set; }
    public string Aimed { get; private set; } = "";
    public bool DataAvailable => Received.Count > 0;
    public bool ValidateServerCertificate { get; set; }
    public bool IsReady { get; set; } = true;
    public MqttFault Fault { get; set; }
    public int FaultDetail { get; set; }
    public string FaultText => "words";

    public void Aim(int server, string host, int port) => Aimed = host + " " + port;

    public int Receive(byte[] buffer) => Receive(buffer, 0);

    public int Receive(byte[] buffer, int timeout)
    {
        if (left.Length == 0 && !Received.TryDequeue(out left!))
        {
            left = [];
            return IsLapsed ? -1 : 0;
        }

        int count = Math.Min(left.Length, buffer.Length);
        left.AsSpan(0, count).CopyTo(buffer);
        left = left[count..];
        return count;
    }

    public int Send(byte[] buffer)
    {
        First = [.. buffer];
        Sent.Add(buffer);
        return IsSendBroken ? 0 : buffer.Length;
    }

    public void Close()
    {
        Closes++;
        left = [];
    }

    public void Connect()
    {
    }

    public void Accept()
    {
    }
}
