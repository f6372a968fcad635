using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance.Tests;

/// <summary>What counts as a change where report by exception is graded.</summary>
public sealed class MetricStateTests
{
    private const string Change = "operational-behavior-data-publish-dbirth-change";

    [Fact]
    public void The_same_value_again_is_none() => Assert.Equal(Conformance.Grade.Fail, Grade(Level(1), Level(1)));

    [Fact]
    public void Another_value_is_one() => Assert.Equal(Conformance.Grade.Pass, Grade(Level(1), Level(2)));

    [Fact]
    public void Null_instead_of_the_value_is_one() =>
        Assert.Equal(Conformance.Grade.Pass, Grade(Level(1), new Metric { Alias = Story.LevelAlias, IsNull = true }));

    [Fact]
    public void The_same_value_with_another_quality_is_one_and_so_is_the_way_back() =>
        Assert.Equal(Conformance.Grade.Pass, Grade(Level(1), Level(1, quality: 0), Level(1, quality: 192)));

    [Fact]
    public void The_same_value_with_the_same_quality_is_none() =>
        Assert.Equal(Conformance.Grade.Fail, Grade(Level(1), Level(1, quality: 0), Level(1, quality: 0)));

    [Fact]
    public void Good_is_what_a_metric_without_a_quality_had() => Assert.Equal(Conformance.Grade.Fail, Grade(Level(1), Level(1, quality: 192)));

    [Fact]
    public void A_value_may_be_repeated_after_the_longest_report_interval_and_not_before()
    {
        Assert.Equal(Conformance.Grade.Pass, Grade(options => options with { RepeatMs = 1 }, Level(1), Level(1)));
        Assert.Equal(Conformance.Grade.Fail, Grade(options => options with { RepeatMs = 1_000 }, Level(1), Level(1)));
    }

    [Fact]
    public void Who_does_not_know_the_interval_does_not_grade_repetition() => Assert.Equal(
        Conformance.Grade.NotSeen, Grade(options => options with { RepeatMs = CheckerOptions.RepeatUnknown }, Level(1), Level(1)));

    [Fact]
    public void A_value_that_a_command_named_is_due_again()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.Data(1);
        story.Events.Add(new DeliverEvent(++story.UtcMs, "s", "spBv1.0/g/DCMD/n/d",
            Host.CommandWriter.Write("Level", Host.SparkplugType.Float, 3f, DateTime.UnixEpoch)));
        story.Data(1);
        Assert.Equal(Conformance.Grade.Pass, story.Grade().Of(Change));
    }

    [Fact]
    public void A_name_in_data_is_held_against_the_births_of_its_own_device()
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        story.Publish("DDATA", Story.Device, new Metric { Name = "Level", FloatValue = 1 });
        Assert.Equal(Conformance.Grade.Fail, story.Grade().Of("payloads-alias-data-cmd-requirement"));
    }

    private static Grade Grade(params Metric[] metrics) => Grade(options => options, metrics);

    private static Grade Grade(Func<CheckerOptions, CheckerOptions> change, params Metric[] metrics)
    {
        var story = new Story();
        story.Connect();
        story.Bear();
        foreach (Metric metric in metrics)
        {
            story.Publish("DDATA", Story.Device, metric);
        }
        return story.Grade(change).Of(Change);
    }

    private static Metric Level(float value, uint? quality = null)
    {
        var metric = new Metric { Alias = Story.LevelAlias, FloatValue = value };
        if (quality is uint number)
        {
            metric.Properties = new PropertySet { Keys = { "Quality" }, Values = { new PropertyValue { Type = 3, IntValue = number } } };
        }
        return metric;
    }
}
