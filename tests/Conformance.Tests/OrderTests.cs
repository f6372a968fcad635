using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance.Tests;

/// <summary>Events in an order in which no sound node makes them, and times that go backwards.</summary>
public sealed class OrderTests
{
    [Fact]
    public void Nothing_before_CONNECT_is_taken_for_a_session()
    {
        var story = new Story();
        story.Events.Add(new SubscribeEvent(story.UtcMs, "s", "#", 1));
        story.Events.Add(new DisconnectEvent(story.UtcMs, "s"));
        story.Lose();
        story.Bear();
        GradeBook book = story.Grade();
        Assert.Equal(Grade.Fail, book.Of("message-flow-edge-node-birth-publish-connect"));
        Assert.Equal(Grade.NotSeen, book.Of("principles-birth-certificates-order"));
    }

    [Fact]
    public void Data_before_the_births_is_named_and_so_is_a_birth_before_its_nodes()
    {
        var story = new Story();
        story.Connect();
        story.Data(1);
        story.BearDevice();
        story.Bear();
        GradeBook book = story.Grade();
        Assert.All((string[])["payloads-ddata-order", "payloads-dbirth-order", "principles-birth-certificates-order"],
            id => Assert.Equal(Grade.Fail, book.Of(id)));
    }

    [Fact]
    public void A_second_CONNECT_without_an_end_of_the_first_starts_anew()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.Connect();
        story.Data(1);
        Assert.Equal(Grade.Fail, story.Grade().Of("payloads-ddata-order"));
    }

    [Fact]
    public void What_follows_the_nodes_own_death_is_named_if_it_is_no_DISCONNECT()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.Leave();
        story.Events.Insert(story.Events.Count - 1, story.Data(1)); // between NDEATH and DISCONNECT
        Assert.Equal(Grade.Fail, story.Grade().Of("operational-behavior-edge-node-intentional-disconnect-packet"));
    }

    [Fact]
    public void A_bdSeq_that_does_not_count_up_is_named_and_255_is_followed_by_0()
    {
        var story = new Story();
        for (int session = 0; session < 258; session++)
        {
            story.Connect();
            story.Lose();
        }
        Assert.Equal(Grade.Pass, story.Grade().Of("topics-nbirth-bdseq-increment"));
        ConnectEvent last = story.Events.OfType<ConnectEvent>().Last();
        story.Events.Add(last with { UtcMs = ++story.UtcMs });
        Assert.Equal(Grade.Fail, story.Grade().Of("topics-nbirth-bdseq-increment"));
    }

    [Fact]
    public void A_clock_that_goes_back_breaks_nothing_but_what_it_stamps()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.UtcMs -= 3_600_000;
        story.AskRebirth();
        story.Data(1);
        story.Bear();
        Assert.Equal(["operational-behavior-data-publish-dbirth-order"], story.Grade().Failures.Select(v => v.Id));
    }

    [Fact]
    public void A_rebirth_that_is_not_answered_fails_when_its_time_is_over_and_not_before()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.AskRebirth();
        var checker = new ConformanceChecker(new CheckerOptions { Group = "g", Node = "n", AnswerMsMax = 5_000 });
        story.Events.ForEach(checker.Feed);
        checker.Passed(story.UtcMs + 5_000);
        Assert.Empty(checker.Book.Failures);
        checker.Passed(story.UtcMs + 5_001);
        Assert.Equal("operational-behavior-data-commands-rebirth-action-2", Assert.Single(checker.Book.Failures).Id);
    }

    [Fact]
    public void An_empty_stream_can_be_ended()
    {
        var checker = new ConformanceChecker(new CheckerOptions { Group = "g", Node = "n" });
        checker.Finish(0);
        Assert.Empty(checker.Book.Verdicts);
    }
}
