using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Who_sees_publishes_only_grades_no_flag_no_CONNECT_and_no_subscription()
    {
        Story story = Spoiled();
        GradeBook book = story.Grade(options => options with { PublishesOnly = true });
        Assert.Empty(book.Failures);
        Assert.Equal(Grade.NotSeen, book.Of("message-flow-edge-node-ncmd-subscribe"));
        Assert.Equal(Grade.NotSeen, book.Of("topics-dbirth-mqtt"));
    }

    [Fact]
    public void Where_flags_are_unseen_the_rest_of_CONNECT_is_graded()
    {
        GradeBook book = Spoiled().Grade(options => options with { FlagsUnseen = true });
        Assert.Empty(book.Failures);
        Assert.Equal(Grade.Pass, book.Of("message-flow-edge-node-birth-publish-will-message-topic"));
        Assert.Equal(Grade.NotSeen, book.Of("message-flow-edge-node-birth-publish-will-message-qos"));
    }

    [Fact]
    public void Who_sees_all_names_each_flag() => Assert.Equal(
        [
            "message-flow-device-birth-publish-dbirth-qos", "message-flow-edge-node-birth-publish-will-message-qos",
            "payloads-dbirth-qos", "payloads-ndeath-will-message-qos", "principles-persistence-clean-session-311", "topics-dbirth-mqtt",
        ], Spoiled().Grade().Failures.Select(v => v.Id));

    [Theory]
    [InlineData(1_000, 1_000, true)]
    [InlineData(1_000, 1_001, false)]
    public void A_clock_may_be_ahead_by_what_the_options_say(long allowedMs, long aheadMs, bool holds)
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.UtcMs += aheadMs - 1;
        PublishEvent sent = story.Data(1);
        story.Events[^1] = sent with { UtcMs = sent.UtcMs - aheadMs };
        Assert.Equal(holds ? Grade.Pass : Grade.Fail, story.Grade(o => o with { AheadMsMax = allowedMs }).Of("payloads-ddata-timestamp"));
    }

    [Theory]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void A_payload_may_be_as_old_as_the_options_say(long ageMs, bool holds)
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        PublishEvent sent = story.Data(1);
        story.Events[^1] = sent with { UtcMs = sent.UtcMs + ageMs };
        Assert.Equal(holds ? Grade.Pass : Grade.Fail, story.Grade().Of("payloads-ddata-timestamp"));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Data_that_crosses_a_rebirth_request_is_none_of_its_faults(long crossingMs, bool holds)
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.AskRebirth();
        story.Data(1); // a ms later
        story.Bear();
        Assert.Equal(holds ? Grade.Pass : Grade.Fail,
            story.Grade(o => o with { CrossingMs = crossingMs }).Of("operational-behavior-data-commands-rebirth-action-1"));
    }

    [Theory]
    [InlineData(1, Grade.Pass)]
    [InlineData(2, Grade.Fail)]
    public void Rebirths_beyond_the_burst_need_not_be_answered(int burst, Grade grade)
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.AskRebirth();
        story.Bear();
        story.UtcMs += 1_000;
        story.AskRebirth();
        story.UtcMs += 60_000;
        Assert.Equal(grade, story.Grade(o => o with { RebirthBurst = burst }).Of("operational-behavior-data-commands-rebirth-action-2"));
    }

    [Fact]
    public void Without_a_primary_host_and_a_list_of_servers_nothing_of_them_is_graded()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        Assert.DoesNotContain(story.Grade().Verdicts, v => Catalogue.Find(v.Id)?.Scope is "primaryHost" or "servers");
    }

    [Fact]
    public void All_that_is_graded_stands_in_the_catalogue()
    {
        Story story = Spoiled();
        story.Data(1);
        story.Publish("NDATA", null, new Metric { Name = "?", IntValue = 1 });
        story.Leave();
        Assert.All(story.Grade().Verdicts, v => Assert.True(Catalogue.Find(v.Id) is { IsOnWire: true }, v.Id));
    }

    private static Story Spoiled()
    {
        var story = new Story();
        ConnectEvent connect = story.Connect();
        story.Events[0] = connect with { CleanSession = false, WillQos = 0 };
        story.Bear();
        story.Events[^1] = (PublishEvent)story.Events[^1] with { Qos = 1 };
        return story;
    }
}
