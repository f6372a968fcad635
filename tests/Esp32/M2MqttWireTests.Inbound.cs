using FieldNode.Mqtt;

namespace FieldNode.Esp32.Tests;

/// <summary>What comes in: whole, cut, too long, broken, and across connections.</summary>
public sealed partial class M2MqttWireTests
{
    [Fact]
    public void Packets_are_found_however_they_are_cut()
    {
        byte[] stream =
        [
            0x20, 2, 0, 5, 0x90, 4, 0, 7, 1, 0x80, 0x40, 2, 0x01, 0x02, 0xD0, 0, 0x33, 9, 0, 3, .. "t/x"u8, 0, 9, 0xAA, 0xBB,
        ];
        for (int cut = 1; cut <= stream.Length; cut++)
        {
            M2MqttWire wire = Opened();
            var kinds = new List<string>();
            for (int from = 0; from < stream.Length; from += cut)
            {
                channel.Received.Enqueue(stream[from..Math.Min(from + cut, stream.Length)]);
                while (true)
                {
                    Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
                    if (inbound.Kind == MqttKind.Nothing)
                    {
                        break;
                    }

                    kinds.Add(inbound.Kind + " " + (inbound.Kind == MqttKind.Publish
                        ? inbound.Topic + " " + inbound.PacketId + " " + inbound.Retain + " " + Convert.ToHexString(inbound.Payload)
                        : inbound.Kind is MqttKind.SubAck ? inbound.Code + " " + inbound.Codes
                        : inbound.Kind is MqttKind.PubAck ? inbound.PacketId : inbound.Kind is MqttKind.PingResp ? 0 : inbound.Code));
                }
            }

            Assert.Equal(["ConnAck 5", "SubAck 128 2", "PubAck 258", "PingResp 0", "Publish t/x 9 True AABB"], kinds);
        }
    }

    [Theory]
    [InlineData("30FFFFFFFF01", MqttFault.ProtocolError)]      // a length of five bytes
    [InlineData("20FFFFFF7F", MqttFault.ProtocolError)]        // a CONNACK of 256 MB
    [InlineData("90FE11", MqttFault.ProtocolError)]            // a SUBACK, one byte too long
    [InlineData("34FE11", MqttFault.ProtocolError)]            // a PUBLISH with QoS 2
    [InlineData("36FE11", MqttFault.ProtocolError)]            // and 3
    [InlineData("30FE110000", MqttFault.ProtocolError)]        // without a topic
    [InlineData("30FE11FFFF", MqttFault.ProtocolError)]        // with one that runs over its end
    [InlineData("32FE110001410000", MqttFault.ProtocolError)]  // identifier 0
    [InlineData("3004000A4142", MqttFault.ProtocolError)]      // a topic that runs over its end
    [InlineData("3004FFFF4142", MqttFault.ProtocolError)]      // and would take 64 KB
    [InlineData("300100", MqttFault.ProtocolError)]            // half a length of a topic
    [InlineData("3204000241420102", MqttFault.ProtocolError)]  // QoS 1 without an identifier
    [InlineData("3206000241420000", MqttFault.ProtocolError)]  // identifier 0
    [InlineData("3406000241420001", MqttFault.ProtocolError)]  // QoS 2
    [InlineData("30020000", MqttFault.ProtocolError)]          // no topic
    [InlineData("200100", MqttFault.ProtocolError)]            // CONNACK without its code
    [InlineData("20030000FF", MqttFault.ProtocolError)]        // and with more
    [InlineData("21020000", MqttFault.ProtocolError)]          // CONNACK, PUBACK, SUBACK, PINGRESP with flags
    [InlineData("41020001", MqttFault.ProtocolError)]
    [InlineData("9103000101", MqttFault.ProtocolError)]
    [InlineData("D100", MqttFault.ProtocolError)]
    [InlineData("90020001", MqttFault.ProtocolError)]          // SUBACK that grants nothing
    [InlineData("D00100", MqttFault.ProtocolError)]            // PINGRESP with contents
    [InlineData("8200", MqttFault.ProtocolError)]              // a broker does not subscribe
    public void What_no_broker_may_send_ends_the_connection_before_it_takes_memory(string hex, MqttFault fault)
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue(Convert.FromHexString(hex));

        Assert.Equal(fault, wire.TryReceive(inbound));
        Assert.Equal(MqttFault.NotOpen, wire.TryReceive(inbound));
        Assert.True(channel.Closes > 0);
        Assert.InRange(chip.LargestParsed, 0, 16);
    }

    [Fact]
    public void The_longest_packet_that_is_allowed_is_taken()
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue([0x30, 0xFD, 0x11, 0, 1, (byte)'t', .. new byte[2298]]);

        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(2298, inbound.PayloadCount);
    }

    [Theory]
    [InlineData(2302, 0)] // one byte too long
    [InlineData(2302, 1)]
    [InlineData(70000, 1)]
    public void A_publish_that_is_too_long_goes_by_however_it_is_cut_and_what_follows_it_is_taken(int count, int qos)
    {
        byte[] body = [0, 1, (byte)'t', 0x12, 0x34, .. new byte[count - 5]];
        byte[] stream =
        [
            0xD0, 0, (byte)(0x31 | (qos << 1)), (byte)(count | 0x80), (byte)((count >> 7) | 0x80), (byte)(count >> 14), .. body,
            0x30, 4, 0, 1, (byte)'x', 7, 0xD0, 0,
        ];
        foreach (int cut in (int[])[1, 7, 255, 256, 1000, stream.Length])
        {
            M2MqttWire wire = Opened();
            foreach (byte[] part in stream.Chunk(cut))
            {
                channel.Received.Enqueue(part);
            }

            var kinds = new List<string>();
            int calls = 0;
            while (channel.DataAvailable || kinds.Count < 5)
            {
                Assert.True(calls++ < 2 * stream.Length);
                Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
                if (inbound.Kind is not (MqttKind.Nothing or MqttKind.Skipping))
                {
                    kinds.Add(inbound.Kind + (inbound.Kind == MqttKind.Publish ? " " + inbound.Topic
                        : inbound.Kind == MqttKind.OverlongBegins ? $" {inbound.Qos} {inbound.Retain} {inbound.PayloadCount} {Beginning(body)}"
                        : inbound.Kind == MqttKind.Overlong ? $" {inbound.Qos} {inbound.PacketId} {inbound.Retain} {inbound.PayloadCount}" : ""));
                }
            }

            Assert.Equal(["PingResp", $"OverlongBegins {qos} True {count} True", $"Overlong {qos} {(qos == 1 ? 0x1234 : 0)} True {count}", "Publish x", "PingResp"], kinds);
            Assert.True(calls > count / 4096, "the loop stands while it comes");
        }

        Assert.InRange(chip.LargestParsed, 0, 16);
    }

    // At least so much of it is shown, and it is what came.
    private bool Beginning(byte[] body) => inbound.Code >= OverlongPublish.BeginningBytes
        && inbound.Payload.AsSpan(inbound.PayloadOffset, inbound.Code).SequenceEqual(body.AsSpan(0, inbound.Code));

    [Fact]
    public void Of_a_message_that_is_too_long_the_beginning_is_waited_for_and_of_any_other_packet_nothing()
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue([0x30, 0xFF, 0xFF, 0x7F, 0, 1, .. new byte[OverlongPublish.BeginningBytes - 3]]);
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttKind.Nothing, inbound.Kind);
        channel.Received.Enqueue([7]);
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal((MqttKind.OverlongBegins, OverlongPublish.BeginningBytes), (inbound.Kind, inbound.Code));

        wire = Opened();
        channel.Received.Enqueue([0x90, 0xFF, 0xFF, 0x7F]);
        Assert.Equal(MqttFault.ProtocolError, wire.TryReceive(inbound));

        wire = Opened(); // cut in front of what breaks the protocol
        channel.Received.Enqueue([0x32, 0xFF, 0xFF, 0x7F, 0, 1]);
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        channel.Received.Enqueue([(byte)'t', 0, 0]);
        Assert.Equal(MqttFault.ProtocolError, wire.TryReceive(inbound));
    }

    [Fact]
    public void The_end_of_the_connection_in_the_midst_of_a_message_that_goes_by_leaves_nothing_for_the_next()
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue([0x30, 0xFF, 0xFF, 0xFF, 0x7F, 0, 1, (byte)'t', .. new byte[200]]);
        channel.Received.Enqueue(new byte[200]);
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttKind.OverlongBegins, inbound.Kind);
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttKind.Skipping, inbound.Kind);
        channel.IsLapsed = true;
        Assert.Equal(MqttFault.ClosedByBroker, wire.TryReceive(inbound));
        channel.IsLapsed = false;
        wire.Open(0, "h", 8883);
        channel.Received.Enqueue([0x20, 2, 0, 0]);

        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttKind.ConnAck, inbound.Kind);
    }

    [Fact]
    public void A_message_for_which_there_is_no_memory_goes_by_as_well()
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue([0x32, 6, 0, 1, (byte)'t', 0, 9, 7, 0xD0, 0]);
        chip.IsMemoryShort = true;
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal((MqttKind.OverlongBegins, 1, 6), (inbound.Kind, inbound.Qos, inbound.Code));
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal((MqttKind.Overlong, 1, 9), (inbound.Kind, inbound.Qos, inbound.PacketId));
        chip.IsMemoryShort = false;

        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttKind.PingResp, inbound.Kind);
    }

    [Fact]
    public void A_wire_is_ready_when_its_link_is()
    {
        var wire = new M2MqttWire(channel, channel, M2MqttWire.UsualPacketMax);
        Assert.True(wire.IsReady);
        channel.IsReady = false;
        Assert.False(wire.IsReady);
    }

    [Fact]
    public void Noise_never_gets_out_as_an_exception()
    {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++)
        {
            M2MqttWire wire = Opened();
            byte[] noise = new byte[random.Next(1, 600)];
            random.NextBytes(noise);
            noise[0] = (byte)(random.Next(16) << 4);
            foreach (byte[] chunk in noise.Chunk(random.Next(1, 200)))
            {
                channel.Received.Enqueue(chunk);
            }

            channel.IsLapsed = true;
            MqttFault fault = MqttFault.None;
            for (int i = 0; i < 700 && fault == MqttFault.None; i++)
            {
                fault = wire.TryReceive(inbound);
            }

            Assert.True(fault is MqttFault.ProtocolError or MqttFault.ClosedByBroker, fault.ToString());
            channel.IsLapsed = false;
            channel.Received.Clear();
        }
    }

    [Theory]
    [InlineData("30")]               // a head without its length
    [InlineData("3009000374")]       // half a message
    [InlineData("20020000D0")]       // a whole packet that nobody took, and half of another
    public void Bytes_of_a_connection_never_reach_the_next_one(string hex)
    {
        M2MqttWire wire = Opened();
        foreach (bool closes in new[] { true, false })
        {
            channel.Received.Enqueue([0xD0, 0, .. Convert.FromHexString(hex)]);
            Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
            Assert.Equal(MqttKind.PingResp, inbound.Kind);
            if (closes)
            {
                wire.Close();
            }

            Assert.Equal(MqttFault.None, wire.Open(0, "broker", 8883));
            channel.Received.Enqueue([0x20, 2, 0, 5]);
            Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
            Assert.Equal((MqttKind.ConnAck, 5), (inbound.Kind, inbound.Code));
            Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
            Assert.Equal(MqttKind.Nothing, inbound.Kind);
        }
    }

    [Fact]
    public void The_end_of_a_connection_is_not_that_of_the_next_one()
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue([0x20, 2, 0, 5]);
        channel.IsLapsed = true;
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttFault.ClosedByBroker, wire.TryReceive(inbound));
        channel.IsLapsed = false;
        Assert.Equal(MqttFault.None, wire.Open(0, "broker", 8883));
        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(MqttKind.Nothing, inbound.Kind);
    }

    [Fact]
    public void What_came_before_the_end_of_the_connection_is_handed_out()
    {
        M2MqttWire wire = Opened();
        channel.Received.Enqueue([0x20, 2, 0, 5]);
        channel.IsLapsed = true;

        Assert.Equal(MqttFault.None, wire.TryReceive(inbound));
        Assert.Equal(5, inbound.Code);
        Assert.Equal(MqttFault.ClosedByBroker, wire.TryReceive(inbound));
    }
}
