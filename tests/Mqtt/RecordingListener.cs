namespace FieldNode.Mqtt.Tests;

/// <summary>Writes down what a session tells, and gives it a will.</summary>
public sealed class RecordingListener : IMqttListener
{
    /// <summary>If set, there is no will for this fault.</summary>
    public MqttFault NoWillFor { get; set; }

    public List<(int WaitMs, long NowMs)> Waits { get; } = [];

    /// <summary>The next will; empty: do not connect now.</summary>
    public byte[] Will { get; set; } = [0x58, 0x00, 0xFF, 0x80];

    /// <summary>Wills asked for, without those that no CONNECT packet had carried; and all questions with their times.</summary>
    public int Connecting { get; private set; }

    public List<(bool Again, long UtcMs)> Asked { get; } = [];

    public List<(int Count, bool Retain)> Overlong { get; } = [];

    /// <summary>Beginnings of those: topic, what was there of the payload, and how long it is.</summary>
    public List<(string Topic, byte[] Payload, int Count, bool Retain)> Beginnings { get; } = [];

    public int Online { get; private set; }

    public List<MqttFault> Offline { get; } = [];

    public List<(string Topic, byte[] Payload, bool Retain)> Messages { get; } = [];

    public List<(long PingSentMs, long NowMs)> Receipts { get; } = [];

    /// <summary>Called in each callback with its name, if set.</summary>
    public Action<string>? During { get; set; }

    public int OnConnecting(byte[] buffer, bool again, long nowMs, long utcMs)
    {
        Connecting += again ? 0 : 1;
        Asked.Add((again, utcMs));
        Will.CopyTo(buffer, 0);
        During?.Invoke("connecting");
        return NoWillFor == MqttFault.None ? Will.Length : -(int)NoWillFor;
    }

    public void OnOnline(long nowMs, long utcMs)
    {
        Online++;
        During?.Invoke("online");
    }

    public void OnMessage(string topic, byte[] payload, int offset, int count, bool retain, long nowMs, long utcMs)
    {
        Messages.Add((topic, payload.AsSpan(offset, count).ToArray(), retain));
        During?.Invoke("message");
    }

    public void OnOverlongBegins(
        byte[] bytes, int topicAt, int topicCount, int payloadAt, int payloadThere, int payloadCount, bool retain, long nowMs)
    {
        Beginnings.Add((System.Text.Encoding.UTF8.GetString(bytes, topicAt, topicCount), bytes.AsSpan(payloadAt, payloadThere).ToArray(), payloadCount, retain));
        During?.Invoke("overlong begins");
    }

    public void OnOverlong(int count, bool retain, long nowMs, long utcMs)
    {
        Overlong.Add((count, retain));
        During?.Invoke("overlong");
    }

    public void OnReceipt(long pingSentMs, long nowMs)
    {
        Receipts.Add((pingSentMs, nowMs));
        During?.Invoke("receipt");
    }

    public void OnWaiting(int waitMs, long nowMs) => Waits.Add((waitMs, nowMs));

    public void OnOffline(MqttFault fault, long nowMs)
    {
        Offline.Add(fault);
        During?.Invoke("offline");
    }
}
