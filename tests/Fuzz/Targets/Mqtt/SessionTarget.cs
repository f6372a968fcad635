using FieldNode.Esp32;
using FieldNode.Esp32.Tests;
using FieldNode.Mqtt;

namespace FieldNode.Fuzz;

/// <summary>The same bytes one room further: a session over the board's wire. It ends with a numbered fault, once, and shows its listener only what lies in its buffers.</summary>
internal sealed class SessionTarget : FuzzTarget
{
    private const int StepsOfRun = 60;

    internal override string Name => "session";

    internal override string What => "MQTT session over the board's wire: its table of states, acknowledgements, beginnings of long messages; each session ends once, with a numbered fault";

    internal override int BytesMax => 1500;

    internal override long StepsMax => 400_000;

    internal override IReadOnlyList<byte[]> Words => new WireTarget().Words;

    internal override IEnumerable<byte[]> Seeds()
    {
        byte[] online = [0x20, 2, 0, 0, 0x90, 4, 0, 1, 1, 1];
        yield return [.. online, 0x32, 9, 0, 3, .. "t/x"u8, 0, 9, 0xAA, 0xBB, 0xD0, 0];
        yield return [.. online, 0x40, 2, 0, 2, 0x30, 4, 0, 1, (byte)'t', 7];
        yield return [.. online, 0x32, 0xBC, 0x05, 0, 1, (byte)'t', 0x12, 0x34, .. new byte[695], 0x30, 4, 0, 1, (byte)'x', 7];
        yield return [0x20, 2, 0, 5];
        yield return [0x20, 2, 0, 0, 0x90, 4, 0, 1, 1, 0x80];
    }

    internal override void Run(byte[] input)
    {
        _ = new FakeChip();
        byte[][] pieces = input.Length == 0 ? [] : [.. input.Chunk(input[0] is > 0 and < 16 ? 40 * input[0] : input.Length)];
        var channel = new ChunkChannel(pieces);
        var listener = new Listener();
        var session = new MqttSession(new M2MqttWire(channel, null!, 303), listener, new MqttOptions
        {
            Servers = [new MqttBroker { Host = "b" }], ClientId = "c", WillTopic = "w", Filters = ["cmd/#", "state"], JitterSeed = 1,
        });
        long now = 1000;
        for (int step = 0; step < StepsOfRun; step++)
        {
            int wait = session.Step(now, EdgeRig.Utc0 + now);
            Must(wait is >= 0 and <= 1000, "a wait that is none");
            Must(Enum.IsDefined(session.State), "a state without a name");
            if (step == 5 && session.State == MqttState.Online)
            {
                session.PublishConfirmed("birth", [1, 2], 0, 2);
                session.RequestReceipt();
            }
            now += Math.Max(1, wait);
        }
        Must(listener.Ends >= listener.Begins - 1 && listener.Ends <= session.ConnectAttempts, "a session that ended twice, or never");
    }

    private sealed class Listener : IMqttListener
    {
        internal int Begins { get; private set; }

        internal int Ends { get; private set; }

        public int OnConnecting(byte[] buffer, bool again, long nowMs, long utcMs) => 1;

        public void OnOnline(long nowMs, long utcMs) => Begins++;

        public void OnMessage(string topic, byte[] payload, int offset, int count, bool retain, long nowMs, long utcMs) =>
            Must(topic.Length > 0 && offset >= 0 && count >= 0 && (count == 0 || offset + count <= payload.Length), "a message beyond its buffer");

        public void OnOverlongBegins(byte[] bytes, int topicAt, int topicCount, int payloadAt, int payloadThere, int payloadCount, bool retain, long nowMs) =>
            Must(topicAt > 0 && topicCount > 0 && topicAt + topicCount <= payloadAt && payloadThere > 0 && payloadAt + payloadThere <= bytes.Length
                && payloadThere <= payloadCount, "a beginning beyond its buffer");

        public void OnOverlong(int count, bool retain, long nowMs, long utcMs) => Must(count > 0, "a long message without a length");

        public void OnReceipt(long pingSentMs, long nowMs) => Must(pingSentMs <= nowMs, "an answer before its question");

        public void OnOffline(MqttFault fault, long nowMs)
        {
            Ends++;
            Must(Enum.IsDefined(fault) && fault != MqttFault.None, "an end without a fault");
        }

        public void OnWaiting(int waitMs, long nowMs) => Must(waitMs >= 0, "a wait that is none");
    }
}
