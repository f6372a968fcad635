namespace FieldNode.Mqtt.Tests;

/// <summary>A PUBLISH that goes by, however its bytes are cut.</summary>
public sealed class OverlongPublishTests
{
    [Fact]
    public void However_it_is_cut_the_identifier_is_found_and_nothing_behind_it_is_touched()
    {
        Random random = Seeded.Random();
        for (int round = 0; round < 2000; round++)
        {
            int qos = random.Next(2);
            int topic = random.Next(1, 300);
            byte[] body = new byte[2 + topic + 2 * qos + random.Next(0, 3000)];
            random.NextBytes(body);
            (body[0], body[1]) = ((byte)(topic >> 8), (byte)topic);
            int id = random.Next(1, 65536);
            if (qos == 1)
            {
                (body[2 + topic], body[3 + topic]) = ((byte)(id >> 8), (byte)id);
            }

            byte[] stream = [.. body, 1, 2, 3, 4, 5];
            OverlongPublish overlong = new();
            Assert.True(overlong.Begin(0x30 | (qos << 1), body.Length));
            int at = 0;
            while (overlong.IsUnderWay)
            {
                at += overlong.Take(stream, at, Math.Min(random.Next(1, 400), stream.Length - at));
                Assert.False(overlong.IsMalformed);
            }

            Assert.Equal((body.Length, qos == 1 ? id : 0, qos), (at, overlong.PacketId, overlong.Qos));
        }
    }

    [Fact]
    public void What_breaks_the_protocol_is_seen_in_the_beginning_as_soon_as_it_is_there_and_as_it_goes_by()
    {
        Random random = Seeded.Random();
        int broken = 0;
        for (int round = 0; round < 20_000; round++)
        {
            int qos = random.Next(2);
            byte[] body = new byte[random.Next(0, 12)];
            random.NextBytes(body);
            for (int i = 0; i < body.Length; i++)
            {
                body[i] = random.Next(3) == 0 ? body[i] : (byte)random.Next(i == 1 ? 8 : 1);
            }

            int length = body.Length + random.Next(1, 300);
            OverlongPublish seen = new();
            OverlongPublish gone = new();
            Assert.True(seen.Begin(0x30 | (qos << 1), length) && gone.Begin(0x30 | (qos << 1), length));
            gone.Take(body, 0, body.Length);
            Assert.Equal(gone.IsMalformed, seen.Breaks(body, 0, body.Length));
            broken += gone.IsMalformed ? 1 : 0;
        }

        Assert.InRange(broken, 1000, 19_000);
    }

    [Theory]
    [InlineData(0x20)]
    [InlineData(0x34)]
    [InlineData(0x36)]
    [InlineData(0x90)]
    [InlineData(0xD0)]
    public void Nothing_but_a_publish_of_qos_0_or_1_may_be_so_long(int first) => Assert.False(new OverlongPublish().Begin(first, 70000));

    [Fact]
    public void A_connection_that_ended_in_its_midst_leaves_nothing()
    {
        OverlongPublish overlong = new();
        overlong.Begin(0x30, 70000);
        overlong.Take([0, 1, 2], 0, 3);
        Assert.True(overlong.IsUnderWay);
        overlong.Forget();
        Assert.False(overlong.IsUnderWay);
    }
}
