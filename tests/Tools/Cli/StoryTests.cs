using FieldNode.Cli;
using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Tools.Tests;

/// <summary>The story of the demo in a time that the test makes, with a node that says what the test lets it say.</summary>
public sealed class StoryTests
{
    private readonly HostModel model = new();
    private readonly List<StoryLine> told = [];
    private readonly List<string> done = [];
    private ulong seq;

    public StoryTests()
    {
        Say("NBIRTH", Messages.NBirth(0));
        BearSlave();
        Say("DBIRTH loops", Messages.With(Next, Graded(Messages.Float("Level", 1, 2.5f), 192)));
    }

    [Fact]
    public void Each_mishap_is_told_when_it_begins_and_when_the_host_has_seen_it_and_then_all_is_mended()
    {
        Story story = New();
        Step(story, 0.0, 0.9);
        Assert.Empty(done);
        Step(story, 1.0);
        Assert.Equal(["wire off"], done);
        Step(story, 1.5);
        Say("DDATA loops", Messages.With(Next, Level(0, 8)));
        Step(story, 1.7, 2.6);
        Assert.Equal(["wire off"], done);
        Step(story, 2.7);
        Say("DDEATH slave", Messages.With(Next));
        Step(story, 4.2, 5.2);
        Assert.Equal(["wire off", "slave silent", "wire on", "slave speaks"], done);
        Say("DDATA loops", Messages.With(Next, Level(192)));
        Step(story, 5.8);
        Assert.False(story.IsOver);
        BearSlave();
        Step(story, 8.3);

        Assert.True(story.IsOver);
        Assert.Empty(story.Faults);
        Assert.Equal(
            [
                "loose wire Happening the wire is off", "loose wire Done the wire is off: bad (wire break) after 0.7 s",
                "dead slave Happening it is silent", "dead slave Done it is silent: DDEATH after 1.5 s",
                "recovery Happening both are mended", "recovery Done loops/Level good after 0.6 s, slave born again after 3.1 s",
            ],
            told.Select(line => $"{line.Name} {line.State} {line.Text}"));
    }

    [Fact]
    public void What_the_host_does_not_see_in_time_is_a_fault_and_the_story_goes_on()
    {
        Story story = New();
        Step(story, 0, 1, 12);
        Assert.Equal(["loose wire: the wire is off, and the host did not see it within 10.0 s"], story.Faults);
        Step(story, 13);
        Say("DDEATH slave", Messages.With(Next));
        Step(story, 14, 15, 26);

        Assert.True(story.IsOver);
        Assert.Equal(2, story.Faults.Count);
        Assert.Equal("recovery: slave did not come back within 10.0 s", story.Faults[1]);
        Assert.Equal(StoryState.Failed, told[^1].State);
    }

    [Fact]
    public void Nothing_happens_to_what_is_not_well()
    {
        Say("DDATA loops", Messages.With(Next, Level(0, 8)));
        Story story = New();
        Step(story, 0, 1, 9);
        Assert.Empty(done);
        Step(story, 11);
        Assert.StartsWith("loose wire: loops/Level was not well for 10.0 s", story.Faults[0]);
    }

    [Fact]
    public void A_run_that_is_too_short_skips_it_and_says_so()
    {
        Story story = New();
        story.Step(model.Find("g", "n")!, TimeSpan.Zero, TimeSpan.FromSeconds(4));

        Assert.True(story.IsOver);
        Assert.Empty(story.Faults);
        Assert.Equal(["loose wire", "dead slave", "recovery"], told.Select(line => line.Name));
        Assert.All(told, line => Assert.Equal(StoryState.Skipped, line.State));
    }

    [Fact]
    public void Without_mishaps_it_is_over_before_it_begins() => Assert.True(new Story([], new DemoOptions(), told.Add).IsOver);

    private ulong Next => ++seq;

    private Story New() => new(
        [
            new Mishap
            {
                Name = "loose wire", Device = "loops", Tag = "Level", Cause = "the wire is off", Begin = () => done.Add("wire off"), Mend = () => done.Add("wire on"),
            },
            new Mishap { Name = "dead slave", Device = "slave", Cause = "it is silent", Begin = () => done.Add("slave silent"), Mend = () => done.Add("slave speaks") },
        ],
        new DemoOptions { StoryPause = TimeSpan.FromSeconds(1), SeenWithin = TimeSpan.FromSeconds(10) }, told.Add);

    private void Step(Story story, params double[] seconds)
    {
        foreach (double at in seconds)
        {
            story.Step(model.Find("g", "n")!, TimeSpan.FromSeconds(at), null);
        }
    }

    private void Say(string what, Payload payload) => Assert.Empty(model.Consume(what, payload).Findings);

    private void BearSlave() => Say("DBIRTH slave", Messages.With(Next, Messages.Float("Flow", 2, 1)));

    private static Metric Level(int quality, int reason = 0) => Graded(Messages.ByAlias(1, 2.5f), quality, reason);

    private static Metric Graded(Metric level, int quality, int reason = 0)
    {
        level.Properties = new PropertySet();
        level.Properties.Keys.Add(["Quality", "QualityReason"]);
        level.Properties.Values.Add(
            [new PropertyValue { Type = 3, IntValue = (uint)quality }, new PropertyValue { Type = 3, IntValue = (uint)reason }]);
        return level;
    }
}
