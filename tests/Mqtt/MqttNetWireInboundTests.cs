using System.Diagnostics;
using System.Net.Sockets;
using FieldNode.Virtual.Mqtt;

namespace FieldNode.Mqtt.Tests;

/// <summary>What the wire makes of bytes, good and bad; over plain TCP, as the bytes are the same within TLS.</summary>
public sealed class MqttNetWireInboundTests(ITestOutputHelper output)
{
    private static readonly MqttNetOptions Plain = new()
    {
        PlainTcp = true, SendTimeoutMs = 400,
    };

    public static TheoryData<string, byte[], MqttFault> Bad => new()
    {
        { "SUBACK of 1 MB", [0x90, 0x80, 0x80, 0x40], MqttFault.ProtocolError },
        { "PUBLISH of 1 MB with QoS 2", [0x34, 0x80, 0x80, 0x40], MqttFault.ProtocolError },
        { "PUBLISH of 1 MB with QoS 3", [0x36, 0x80, 0x80, 0x40], MqttFault.ProtocolError },
        { "PUBLISH of 1 MB without a topic", [0x30, 0x80, 0x80, 0x40, 0x00, 0x00], MqttFault.ProtocolError },
        { "PUBLISH over the bound whose topic is longer than it", [0x30, 0x80, 0x81, 0x01, 0xFF, 0xFF], MqttFault.ProtocolError },
        { "PUBLISH of 1 MB, QoS 1, identifier 0", [0x32, 0x80, 0x80, 0x40, 0x00, 0x01, 0x61, 0x00, 0x00], MqttFault.ProtocolError },
        { "length of 5 bytes", [0x30, 0x80, 0x80, 0x80, 0x80], MqttFault.ProtocolError },
        { "CONNECT", [0x10, 0x00], MqttFault.ProtocolError },
        { "type 0", [0x00, 0x00], MqttFault.ProtocolError },
        { "type 15", [0xF0, 0x00], MqttFault.ProtocolError },
        { "PUBREC", [0x50, 0x02, 0x00, 0x01], MqttFault.ProtocolError },
        { "PUBLISH with QoS 2", [0x34, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01], MqttFault.ProtocolError },
        { "PUBLISH with QoS 3", [0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01], MqttFault.ProtocolError },
        { "PUBLISH whose topic is longer than it", [0x30, 0x03, 0x00, 0x09, 0x61], MqttFault.ProtocolError },
        { "PUBLISH without a topic", [0x30, 0x02, 0x00, 0x00], MqttFault.ProtocolError },
        { "PUBLISH to a wildcard", [0x30, 0x03, 0x00, 0x01, 0x23], MqttFault.ProtocolError },
        { "PUBLISH of QoS 1 with identifier 0", [0x32, 0x05, 0x00, 0x01, 0x61, 0x00, 0x00], MqttFault.ProtocolError },
        { "CONNACK of 3 bytes", [0x20, 0x03, 0x00, 0x00, 0x00], MqttFault.ProtocolError },
        { "CONNACK with flags", [0x21, 0x02, 0x00, 0x00], MqttFault.ProtocolError },
        { "PUBACK of 1 byte", [0x40, 0x01, 0x00], MqttFault.ProtocolError },
        { "SUBACK without a code", [0x90, 0x02, 0x00, 0x01], MqttFault.ProtocolError },
        { "PINGRESP with a body", [0xD0, 0x01, 0x00], MqttFault.ProtocolError },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task Bad_bytes_end_the_connection_with_their_fault(string what, byte[] bytes, MqttFault expected)
    {
        using RawBroker broker = new(async (socket, ct) => await socket.SendAsync(bytes, ct));
        using MqttNetWire wire = Open(broker);
        (MqttFault fault, MqttInbound packet) = await Receive(wire);
        Assert.True(expected == fault, $"{what}: {fault} {packet.Kind}");
        Assert.NotEqual("", wire.LastFaultText);
        Assert.Equal(MqttFault.NotOpen, wire.TryReceive(packet));
        Assert.Equal(MqttFault.NotOpen, wire.Ping());
    }

    [Fact]
    public async Task A_publish_of_exactly_the_bound_passes()
    {
        byte[] body = new byte[16384];
        body[1] = 1;
        body[2] = (byte)'a';
        body[^1] = 0x77;
        using RawBroker broker = new(async (socket, ct) =>
        {
            await socket.SendAsync(new byte[] { 0x31, 0x80, 0x80, 0x01 }, ct);
            await socket.SendAsync(body, ct);
            await socket.SendAsync(new byte[] { 0xD0, 0x00 }, ct);
        });
        using MqttNetWire wire = Open(broker);
        (_, MqttInbound packet) = await Receive(wire);
        Assert.Equal(MqttKind.Publish, packet.Kind);
        Assert.True(packet.Retain);
        Assert.Equal(16381, packet.PayloadCount);
        Assert.Equal(0x77, packet.Payload[packet.PayloadOffset + packet.PayloadCount - 1]);
        (_, packet) = await Receive(wire);
        Assert.Equal(MqttKind.PingResp, packet.Kind);
    }

    [Theory]
    [InlineData(16385, 0)]
    [InlineData(16385, 1)]
    [InlineData(1 << 20, 1)]
    [InlineData(3 << 20, 0)]
    public async Task A_publish_over_the_bound_goes_by_without_memory_and_what_follows_it_is_taken(int count, int qos)
    {
        byte[] body = new byte[count];
        (body[1], body[2], body[3], body[4]) = (1, (byte)'a', 0x12, 0x34);
        using RawBroker broker = new(async (socket, ct) =>
        {
            await socket.SendAsync(
                new byte[] { (byte)(0x31 | (qos << 1)), (byte)(count | 0x80), (byte)((count >> 7) | 0x80), (byte)(count >> 14 | 0x80), (byte)(count >> 21) }, ct);
            await socket.SendAsync(body, ct);
            await socket.SendAsync(new byte[] { 0x30, 0x03, 0x00, 0x01, 0x62, 0xD0, 0x00 }, ct);
        });
        using MqttNetWire wire = Open(broker);
        MqttInbound packet = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        int calls = 0;
        int beginnings = 0;
        do
        {
            Assert.True(wire.TryReceive(packet) == MqttFault.None);
            calls += packet.Kind == MqttKind.Skipping ? 1 : 0;
            if (packet.Kind == MqttKind.OverlongBegins)
            {
                Assert.True(++beginnings == 1 && calls == 0);
                Assert.True(packet.Code >= OverlongPublish.BeginningBytes && packet.PayloadCount == count && packet.Qos == qos && packet.Retain);
                Assert.True(packet.Payload.AsSpan(packet.PayloadOffset, packet.Code).SequenceEqual(body.AsSpan(0, packet.Code)));
                continue;
            }

            Assert.True(packet.Kind is MqttKind.Nothing or MqttKind.Skipping or MqttKind.Overlong);
        }
        while (packet.Kind != MqttKind.Overlong);
        Assert.True(beginnings == 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, count / 4 + 64 * 1024); // what reading takes, and no body
        Assert.True(calls >= count / (128 * 1024), $"{calls} calls: the loop stands while it comes");
        Assert.Equal((qos, qos == 1 ? 0x1234 : 0, true, count), (packet.Qos, packet.PacketId, packet.Retain, packet.PayloadCount));
        (_, packet) = await Receive(wire);
        Assert.Equal((MqttKind.Publish, "b"), (packet.Kind, packet.Topic));
        (_, packet) = await Receive(wire);
        Assert.Equal(MqttKind.PingResp, packet.Kind);
    }

    [Fact]
    public async Task Packets_that_arrive_byte_by_byte_or_all_at_once_are_the_same()
    {
        byte[] bytes =
        [
            .. RawBroker.ConnAck, 0x90, 0x04, 0x00, 0x07, 0x01, 0x80, 0x32, 0x06, 0x00, 0x01, 0x61, 0x12, 0x34, 0xFE,
            0x30, 0x03, 0x00, 0x01, 0x62, 0x40, 0x02, 0x00, 0x09, 0xD0, 0x00, 0x90, 0x04, 0x00, 0x08, 0x01, 0x00,
        ];
        string[] expected =
        [
            "ConnAck 0 0", "SubAck 7 128", "Publish 4660 1 a FE", "Publish 0 0 b ", "PubAck 9 0", "PingResp 0 0",
            "SubAck 8 0",
        ];
        foreach (int piece in (int[])[1, 3, bytes.Length])
        {
            using RawBroker broker = new(async (socket, ct) =>
            {
                socket.NoDelay = true;
                foreach (byte[] part in bytes.Chunk(piece))
                {
                    await socket.SendAsync(part, ct);
                    await Task.Delay(1, ct);
                }
            });
            using MqttNetWire wire = Open(broker);
            foreach (string words in expected)
            {
                (MqttFault fault, MqttInbound packet) = await Receive(wire);
                Assert.Equal(MqttFault.None, fault);
                Assert.Equal(words, packet.Kind == MqttKind.Publish
                    ? $"Publish {packet.PacketId} {packet.Qos} {packet.Topic} "
                        + Convert.ToHexString(packet.Payload, packet.PayloadOffset, packet.PayloadCount)
                    : $"{packet.Kind} {(packet.Kind is MqttKind.SubAck or MqttKind.PubAck ? packet.PacketId : 0)} "
                        + $"{(packet.Kind == MqttKind.SubAck ? packet.Code : 0)}");
            }
        }
    }

    [Fact]
    public async Task Random_bytes_end_in_a_fault_or_in_packets_never_in_an_exception()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("FIELDNODE_SEED"), out int given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"FIELDNODE_SEED={seed}");
        Random random = new(seed);
        byte[] starts = [0x20, 0x30, 0x31, 0x32, 0x34, 0x40, 0x90, 0xD0];
        HashSet<MqttFault> seen = [];
        for (int i = 0; i < 150; i++)
        {
            byte[] bytes = new byte[random.Next(2, 60)];
            random.NextBytes(bytes);
            if (random.Next(4) > 0)
            {
                bytes[0] = starts[random.Next(starts.Length)];
                bytes[1] = (byte)random.Next(bytes.Length);
            }

            using RawBroker broker = new(async (socket, ct) =>
            {
                await socket.SendAsync(bytes, ct);
                socket.Shutdown(SocketShutdown.Send);
            });
            using MqttNetWire wire = Open(broker);
            MqttFault fault;
            do
            {
                (fault, _) = await Receive(wire);
            }
            while (fault == MqttFault.None);
            seen.Add(fault);
            Assert.True(fault is MqttFault.ProtocolError or MqttFault.ClosedByBroker
                or MqttFault.ConnectionLost, $"{fault}: {Convert.ToHexString(bytes)}");
        }

        Assert.Contains(MqttFault.ProtocolError, seen);
        Assert.Contains(MqttFault.ClosedByBroker, seen);
    }

    [Fact]
    public async Task Receiving_never_waits_even_in_the_midst_of_a_packet()
    {
        using RawBroker broker = new(async (socket, ct) => await socket.SendAsync(new byte[] { 0x30, 0x20, 0x00 }, ct));
        using MqttNetWire wire = Open(broker);
        MqttInbound packet = new();
        wire.TryReceive(packet);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(MqttFault.None, wire.TryReceive(packet));
            Assert.Equal(MqttKind.Nothing, packet.Kind);
        }

        Assert.InRange(clock.ElapsedMilliseconds, 0, 10_000);
    }

    [Fact]
    public void A_broker_that_takes_no_bytes_makes_a_send_time_out()
    {
        using RawBroker broker = new((_, _) => Task.CompletedTask);
        using MqttNetWire wire = Open(broker);
        byte[] payload = new byte[256 * 1024];
        MqttFault fault = MqttFault.None;
        long longestMs = 0;
        for (int i = 0; i < 200 && fault == MqttFault.None; i++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            fault = wire.Publish("a", payload, 0, payload.Length, 0, 0);
            longestMs = Math.Max(longestMs, clock.ElapsedMilliseconds);
        }

        Assert.Equal(MqttFault.SendTimeout, fault);
        Assert.InRange(longestMs, 350, 10_000);
    }

    [Fact]
    public async Task A_broker_that_never_sends_a_connack_is_given_up()
    {
        using RawBroker broker = new((_, _) => Task.CompletedTask);
        using LiveSession live = new(Plain, broker.Port, ackTimeoutMs: 500);
        Assert.Equal(MqttFault.NoConnAck, await live.FirstFault());
    }

    [Fact]
    public async Task A_retained_publish_of_1_mb_is_acknowledged_and_counted_and_the_session_goes_on()
    {
        byte[] answer = new byte[4];
        using RawBroker broker = new(async (socket, ct) =>
        {
            await socket.ReceiveAsync(new byte[1000], ct);
            await socket.SendAsync(RawBroker.ConnAck, ct);
            await socket.ReceiveAsync(new byte[1000], ct);
            byte[] body = new byte[1024 * 1024];
            (body[1], body[2], body[4]) = (1, (byte)'a', 9);
            await socket.SendAsync(new byte[] { 0x90, 0x04, 0x00, 0x01, 0x01, 0x01, 0x33, 0x80, 0x80, 0x40 }, ct);
            await socket.SendAsync(body, ct);
            await socket.ReceiveAsync(answer, ct);
            await socket.SendAsync(new byte[] { 0x30, 0x03, 0x00, 0x01, 0x62 }, ct);
        });
        using LiveSession live = new(Plain, broker.Port);
        Assert.True(await live.Until(() => live.Listener.Messages.Count > 0), $"{live.Session.LastFault}");
        Assert.Equal([0x40, 2, 0, 9], answer);
        Assert.Equal([(1024 * 1024, true)], live.Listener.Overlong);
        Assert.Equal((1, 0), (live.Listener.Online, live.Listener.Offline.Count));
    }

    private static MqttNetWire Open(RawBroker broker)
    {
        MqttNetWire wire = new(Plain);
        Assert.Equal(MqttFault.None, wire.Open(0, "127.0.0.1", broker.Port));
        return wire;
    }

    private static async Task<(MqttFault Fault, MqttInbound Packet)> Receive(MqttNetWire wire)
    {
        MqttInbound packet = new();
        for (int i = 0; i < 15_000; i++)
        {
            MqttFault fault = wire.TryReceive(packet);
            if (fault != MqttFault.None || packet.Kind != MqttKind.Nothing)
            {
                return (fault, packet);
            }

            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("no packet came");
    }
}
