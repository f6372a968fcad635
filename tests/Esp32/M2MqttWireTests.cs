using FieldNode.Mqtt;

namespace FieldNode.Esp32.Tests;

/// <summary>The wire over a channel in memory: the will's bytes, pieces, bounds, and what comes in broken.</summary>
public sealed partial class M2MqttWireTests
{
    private readonly FakeChip chip = new();
    private readonly WireChannel channel = new();
    private readonly MqttInbound inbound = new();

    [Fact]
    public void The_will_goes_out_as_its_bytes()
    {
        byte[] will = [0x58, 0x00, 0xFF, 0x80, 0x77, 0x0A];
        Assert.Equal(MqttFault.None, Opened().Connect("id", "user", "pass", "spBv1.0/G/NDEATH/N", will, 5, 30));

        byte[] packet = Assert.Single(channel.Sent);
        Assert.Equal(
            [
                0x10, (byte)(packet.Length - 2), 0, 4, .. "MQTT"u8, 4, 0xCE, 0, 30, 0, 2, .. "id"u8, 0, 18, .. "spBv1.0/G/NDEATH/N"u8,
                0, 5, .. will.AsSpan(0, 5), 0, 4, .. "user"u8, 0, 4, .. "pass"u8,
            ],
            channel.First!);
        Assert.All(packet, one => Assert.Equal(0, one)); // it held the password
    }

    [Theory]
    [InlineData(null, "p", 0x06)]
    [InlineData("", "p", 0x06)]
    [InlineData("u", "", 0x86)]
    [InlineData("u", "p", 0xC6)]
    public void A_password_needs_a_user_and_an_empty_text_is_none(string? user, string password, int flags)
    {
        Opened().Connect("id", user, password, "t", [1], 1, 30);

        Assert.Equal(flags, channel.First![9] & ~0x08);
    }

    [Fact]
    public void A_library_that_lays_the_packet_out_otherwise_is_found_and_nothing_is_sent()
    {
        chip.WillIsSpoiled = true;
        M2MqttWire wire = Opened();

        Assert.Equal(MqttFault.ProtocolError, wire.Connect("id", null, null, "topic", [1, 2, 3], 3, 30));
        Assert.Contains("not as expected", wire.LastFaultText);
        Assert.Empty(channel.Sent);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 1)]
    [InlineData(127, 0)]
    [InlineData(128, 1)]
    [InlineData(1023, 1)]
    [InlineData(20000, 0)]
    public void A_payload_goes_out_in_pieces_that_make_the_packet(int count, int qos)
    {
        byte[] payload = [.. Enumerable.Range(0, count + 9).Select(i => (byte)(i * 7))];
        Assert.Equal(MqttFault.None, Opened().Publish("a/b", payload, 4, count, qos, 0x1234));

        byte[] all = [.. channel.Sent.SelectMany(piece => piece)];
        int at = 1;
        int remaining = 0;
        do
        {
            remaining |= (all[at] & 0x7F) << (7 * (at - 1));
        }
        while ((all[at++] & 0x80) != 0);
        Assert.Equal(all.Length - at, remaining);
        Assert.Equal([0, 3, .. "a/b"u8, .. (byte[])(qos == 1 ? [0x12, 0x34] : []), .. payload.AsSpan(4, count)], all[at..]);
        Assert.All(channel.Sent, piece => Assert.InRange(piece.Length, 1, M2MqttWire.PieceBytes));
        Assert.Equal((all.Length + M2MqttWire.PieceBytes - 1) / M2MqttWire.PieceBytes, channel.Sent.Count);
    }

    [Fact]
    public void Topics_that_are_kept_make_the_packets_that_others_make()
    {
        string[] topics = [.. new[] { "a/b", "spBv1.0/G/DDATA/N/Größe", new string('t', 300) }.Select(text => new string(text))];
        byte[] payload = [.. Enumerable.Range(0, 1200).Select(i => (byte)(i * 7))];
        M2MqttWire wire = Opened();
        wire.Keep(topics);
        foreach (int count in new[] { 0, 90, 122, 123, 700, 1010, 1019, 1020, 1200 })
        {
            foreach (string topic in new[] { topics[0], topics[2], topics[1], topics[1], topics[0] })
            {
                channel.Sent.Clear();
                Assert.Equal(MqttFault.None, wire.Publish(topic, payload, 0, count, 0, 0));
                byte[] kept = [.. channel.Sent.SelectMany(piece => piece)];
                channel.Sent.Clear();
                Assert.Equal(MqttFault.None, wire.Publish(new string(topic), payload, 0, count, 0, 0));

                Assert.Equal(channel.Sent.SelectMany(piece => piece), kept);
            }
        }
    }

    [Fact]
    public void A_kept_topic_is_not_published_to_over_a_wire_that_is_closed_or_breaks()
    {
        string[] topics = [new string("a/b")];
        var wire = new M2MqttWire(channel, null!, 512);
        wire.Keep(topics);
        Assert.Equal(MqttFault.NotOpen, wire.Publish(topics[0], [1], 0, 1, 0, 0));
        wire.Open(0, "host", 8883);
        channel.IsSendBroken = true;

        Assert.Equal(MqttFault.ConnectionLost, wire.Publish(topics[0], [1], 0, 1, 0, 0));
        Assert.Equal(MqttFault.NotOpen, wire.Publish(topics[0], [1], 0, 1, 0, 0));
    }

    [Fact]
    public void A_topic_with_a_wildcard_costs_no_connection()
    {
        M2MqttWire wire = Opened();

        Assert.Equal(MqttFault.ProtocolError, wire.Publish("a/#", [1], 0, 1, 0, 0));
        Assert.Equal(MqttFault.None, wire.Ping());
    }

    [Fact]
    public void The_links_own_name_of_a_fault_goes_before_the_wires()
    {
        channel.Fault = MqttFault.TlsExpired;
        channel.FaultDetail = 7;
        var wire = new M2MqttWire(channel, channel, M2MqttWire.UsualPacketMax);

        Assert.Equal(MqttFault.TlsExpired, wire.Open(0, "h", 8883));
        Assert.Equal(7, wire.LastFaultDetail);
        Assert.Equal("words", wire.LastFaultText);
        Assert.Equal("h 8883", channel.Aimed);
        channel.Fault = MqttFault.None;
        Assert.Equal(MqttFault.None, wire.Open(0, "h", 8883));
        channel.IsSendBroken = true;
        Assert.Equal(MqttFault.ConnectionLost, wire.Ping());
        Assert.Equal(MqttFault.NotOpen, wire.Ping());
    }

    [Theory]
    [InlineData(0x0008, MqttFault.TlsUntrusted)]
    [InlineData(0x0009, MqttFault.TlsUntrusted)]
    [InlineData(0x0001, MqttFault.TlsExpired)]
    [InlineData(0x0200, MqttFault.TlsNotYetValid)]
    [InlineData(0x0004, MqttFault.TlsNameMismatch)]
    [InlineData(0x1000, MqttFault.TlsWrongUsage)]
    [InlineData(0x4000, MqttFault.TlsFailed)]
    [InlineData(-0x7780, MqttFault.TlsRefusedUs)]
    [InlineData(-0x0050, MqttFault.TlsRefusedUs)]
    [InlineData(-0x7280, MqttFault.TlsRefusedUs)]
    [InlineData(-0x7A00, MqttFault.TlsWrongUsage)]
    [InlineData(-0x6E80, MqttFault.TlsVersion)]
    [InlineData(-0x004C, MqttFault.TlsTimeout)]
    [InlineData(-0x0001, MqttFault.TlsFailed)]
    [InlineData(0, MqttFault.TlsFailed)]
    public void A_handshake_fault_has_a_name(int code, MqttFault fault)
    {
        Assert.Equal(fault, TlsFaults.OfHandshake(code));
        Assert.Equal(code, TlsFaults.CodeOf(new Coded { ErrorCode = code }));
        Assert.Equal(0, TlsFaults.CodeOf(new InvalidOperationException()));
    }

    private M2MqttWire Opened()
    {
        var wire = new M2MqttWire(channel, null, M2MqttWire.UsualPacketMax);
        Assert.Equal(MqttFault.None, wire.Open(0, "h", 8883));
        channel.Sent.Clear();
        return wire;
    }

    private sealed class Coded : Exception
    {
        public int ErrorCode { get; init; }
    }
}
