using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance.Tests;

public sealed class GradeBookTests
{
    [Fact]
    public void What_was_never_seen_is_neither_passed_nor_failed()
    {
        GradeBook book = new Story().Grade();
        Assert.Empty(book.Verdicts);
        Assert.Equal(Grade.NotSeen, book.Of("payloads-ndata-seq"));
    }

    [Fact]
    public void A_node_that_does_all_right_fails_nothing()
    {
        GradeBook book = Right().Grade();
        Assert.Empty(book.Failures);
        Assert.True(book.Verdicts.Count > 80, $"{book.Verdicts.Count} statements graded");
    }

    [Fact]
    public void A_fail_is_not_overwritten_by_all_the_passes_that_follow()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.Events[^1] = (PublishEvent)story.Events[^1] with { Retain = true };
        for (int i = 0; i < 3; i++)
        {
            story.AskRebirth();
            story.Bear();
        }
        GradeBook book = story.Grade();
        Verdict verdict = Assert.Single(book.Failures, v => v.Id == "payloads-dbirth-retain");
        Assert.Equal((1L, 3L), (verdict.Fails, verdict.Passes));
        Assert.Equal(Grade.Fail, book.Of("payloads-dbirth-retain"));
    }

    [Fact]
    public void The_evidence_is_the_first_time_its_topic_and_what_is_wrong()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.UtcMs = 1_767_225_600_000 + 3_723_000;
        story.Data(1);
        story.Events[^1] = (PublishEvent)story.Events[^1] with { Qos = 2 };
        story.Data(2);
        story.Events[^1] = (PublishEvent)story.Events[^1] with { Qos = 1 };
        Verdict verdict = Assert.Single(story.Grade().Failures, v => v.Id == "payloads-ddata-qos");
        Assert.Equal("01:02:03.001 spBv1.0/g/DDATA/n/d: QoS 2", verdict.Evidence);
        Assert.Equal("payloads-ddata-qos: Fail: 01:02:03.001 spBv1.0/g/DDATA/n/d: QoS 2", verdict.ToString());
        Assert.Equal(2, verdict.Fails);
    }

    [Fact]
    public void Whoever_listens_hears_of_each_statement_that_breaks_once()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        for (int i = 1; i < 4; i++)
        {
            story.Publish("DDATA", Story.Device, new Metric { Alias = Story.LevelAlias, FloatValue = i, Datatype = 9 });
        }
        var checker = new ConformanceChecker(new CheckerOptions { Group = "g", Node = "n" });
        List<string> heard = [];
        checker.Book.Broken += verdict => heard.Add(verdict.Id);
        story.Events.ForEach(checker.Feed);
        Assert.Equal(["payloads-metric-datatype-not-req"], heard);
    }

    private static Story Right()
    {
        var story = new Story();
        for (int session = 0; session < 2; session++)
        {
            story.Connect();
            story.Bear();
            story.Data(1);
            story.Publish("NDATA", null, new Metric { Alias = 1, IntValue = 5 });
            story.AskRebirth();
            story.Bear();
            story.Publish("DDEATH", Story.Device);
            story.BearDevice();
            story.Leave();
        }
        return story;
    }
}
