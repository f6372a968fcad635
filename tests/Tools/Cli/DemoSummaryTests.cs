using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class DemoSummaryTests
{
    private static readonly DemoOutcome Good = new()
    {
        NBirth = 2, DBirth = 23, Data = 240, Rebirth = 1, ListeningSockets = 0,
        Story = [new StoryLine("loose wire", StoryState.Done, "the wire is off: bad (wire break) after 0.6 s")],
    };

    [Fact]
    public void Its_frame_is_even_and_green_where_all_was_right()
    {
        IReadOnlyList<StyledLine> lines = DemoSummary.Framed(Good, 80);

        Assert.All(lines, line => Assert.Equal(80, line.Width));
        Assert.DoesNotContain(lines.SelectMany(line => line.Runs), run => run.Ink is Ink.Bad or Ink.Warn);
        string text = string.Join('\n', lines.Select(StyledLineTests.TextOf));
        Assert.Contains("all of it was right", text);
        Assert.Contains("✓ loose wire  the wire is off: bad (wire break) after 0.6 s", text);
    }

    [Fact]
    public void What_was_wrong_is_red_and_named()
    {
        IReadOnlyList<StyledLine> lines = DemoSummary.Framed(Good with { SeqGaps = 1, Reasons = ["1 finding(s)", new string('x', 100)] }, 60);

        Assert.All(lines, line => Assert.Equal(60, line.Width));
        Assert.Contains(lines, line => line.Runs.Any(run => run.Ink == Ink.Bad && run.Text.Contains("1 gaps")));
        Assert.Contains(lines, line => StyledLineTests.TextOf(line).Contains("1 finding(s)"));
        Assert.Contains("something was wrong", StyledLineTests.TextOf(lines[0]));
    }

    [Fact]
    public void What_had_begun_and_was_not_seen_before_the_end_is_told_so()
    {
        DemoOutcome cut = Good with { Story = [new StoryLine("dead slave", StoryState.Happening, "Boiler stops answering")] };

        Assert.Contains(DemoSummary.Lines(cut), line => StyledLineTests.TextOf(line) == "▶ dead slave  Boiler stops answering; the end came first");
    }
}
