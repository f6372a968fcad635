using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Conformance.Tests;

/// <summary>Bytes and topics that are not what they claim to be: graded, never thrown at whoever feeds.</summary>
public sealed class GarbageTests
{
    private static readonly byte[] NotUtf8 = [0xC3, 0x28];

    [Theory]
    [InlineData("NBIRTH", null, "message-flow-edge-node-birth-publish-nbirth-payload")]
    [InlineData("DBIRTH", "d", "message-flow-device-birth-publish-dbirth-payload")]
    [InlineData("NDATA", null, "topics-ndata-payload")]
    [InlineData("DDATA", "d", "topics-ddata-payload")]
    [InlineData("DDEATH", "d", "payloads-ddeath-timestamp")]
    [InlineData("NDEATH", null, "topics-ndeath-payload")]
    public void A_string_that_is_not_UTF_8_makes_the_payload_none(string type, string? device, string id)
    {
        foreach (byte[] payload in (byte[][])[Named(), Valued(), Keyed()])
        {
            var story = new Story();
            story.Connect();
            story.Bear();
            story.Send(type, device, payload);
            Verdict verdict = Assert.Single(story.Grade().Failures, v => v.Id == id);
            Assert.Contains("no Sparkplug payload: ", verdict.Evidence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_will_with_a_string_that_is_not_UTF_8_is_none()
    {
        var story = new Story();
        ConnectEvent connect = story.Connect();
        story.Events[story.Events.IndexOf(connect)] = connect with { WillPayload = Named() };
        Assert.Single(story.Grade().Failures, v => v.Id == "message-flow-edge-node-birth-publish-will-message-payload");
    }

    [Fact]
    public void An_id_whose_bytes_were_not_UTF_8_is_named()
    {
        var story = new Story("g", "n\uFFFD");
        story.Connect();
        story.Bear();
        Assert.Contains(story.Grade().Failures, v => v.Id == "intro-edge-node-id-string");
    }

    [Fact]
    public void Whatever_bytes_come_the_checker_goes_on_and_what_follows_is_graded()
    {
        Random random = Seeded.Random();
        string[] types = ["NBIRTH", "DBIRTH", "NDATA", "DDATA", "DDEATH", "NDEATH", "NCMD", "XDATA", ""];
        for (int round = 0; round < 2_000; round++)
        {
            var story = new Story();
            story.Connect();
            story.Bear();
            byte[] bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            story.Send(types[random.Next(types.Length)], random.Next(2) == 0 ? null : "d", Damaged(random, story, bytes));
            story.AskRebirth();
            story.Bear();
            Assert.NotEqual(Grade.NotSeen, story.Grade().Of("operational-behavior-data-commands-rebirth-action-2"));
        }
    }

    [Fact]
    public void Whatever_topic_comes_is_graded_and_thrown_at_nobody()
    {
        string[] topics = ["", "/", "spBv1.0", "spBv1.0/", "spBv1.0//NDATA//", "NDATA", "a/b/c/d/e/f/g", "spBv1.0/g/DDATA", "spBv1.0/g/NDATA/n/d/e", "\0"];
        foreach (string topic in topics)
        {
            var story = new Story();
            story.Connect();
            story.Bear();
            PublishEvent sent = story.Data(1);
            story.Events[^1] = sent with { Topic = topic };
            Assert.Equal(Grade.Fail, story.Grade().Of("topic-structure"));
        }
    }

    [Fact]
    public void Commands_and_STATE_of_any_bytes_are_borne()
    {
        Random random = Seeded.Random();
        byte[][] states = ["null"u8.ToArray(), "[]"u8.ToArray(), "{\"online\":1}"u8.ToArray(), "{\"online\":true,\"timestamp\":-1}"u8.ToArray(),
            "{\"online\":true,\"timestamp\":1e30}"u8.ToArray(), "{\"online\":true,\"timestamp\":18446744073709551615}"u8.ToArray(), NotUtf8, []];
        for (int round = 0; round < 500; round++)
        {
            var story = new Story();
            story.Connect();
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            story.Events.Add(new DeliverEvent(story.UtcMs, "s", "spBv1.0/g/NCMD/n", bytes));
            story.Events.Add(new DeliverEvent(story.UtcMs, "s", "spBv1.0/STATE/host", states[round % states.Length]));
            story.Bear();
            GradeBook book = story.Grade(options => options with { PrimaryHost = "host" });
            Assert.Equal(Grade.Fail, book.Of("message-flow-edge-node-birth-publish-phid-wait")); // none of these says online
        }
    }

    [Fact]
    public void Timestamps_at_the_ends_of_64_bits_are_out_of_the_window()
    {
        foreach (ulong at in (ulong[])[0, 1, long.MaxValue, (ulong)long.MaxValue + 1, ulong.MaxValue])
        {
            var story = new Story();
            story.Connect();
            story.Bear();
            PublishEvent sent = story.Data(1);
            Payload payload = Payload.Parser.ParseFrom(sent.Payload);
            payload.Timestamp = at;
            payload.Metrics[0].Timestamp = at;
            story.Events[^1] = sent with { Payload = payload.ToByteArray() };
            GradeBook book = story.Grade();
            Assert.Equal((Grade.Fail, Grade.Fail), (book.Of("payloads-ddata-timestamp"), book.Of("payloads-metric-timestamp-in-UTC")));
        }
    }

    private static byte[] Damaged(Random random, Story story, byte[] noise)
    {
        if (random.Next(2) == 0)
        {
            return noise;
        }
        byte[] real = [.. ((PublishEvent)story.Events[^1]).Payload];
        for (int i = 0; i < 3; i++)
        {
            real[random.Next(real.Length)] = (byte)random.Next(256);
        }
        return real[..random.Next(real.Length + 1)];
    }

    // Written by hand: Google.Protobuf would not write these.
    private static byte[] Named() => Wrapped([0x0A, 2, .. NotUtf8]); // name

    private static byte[] Valued() => Wrapped([0x0A, 1, (byte)'x', 0x7A, 2, .. NotUtf8]); // string_value

    private static byte[] Keyed() => Wrapped([0x0A, 1, (byte)'x', 0x4A, 4, 0x0A, 2, .. NotUtf8]); // properties.keys

    private static byte[] Wrapped(byte[] metric) => [0x08, 1, 0x12, (byte)metric.Length, .. metric, 0x18, 0];
}
