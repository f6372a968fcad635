using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class StyledLineTests
{
    [Theory]
    [InlineData(9, "abcdefghi")]
    [InlineData(8, "abcdefg…")]
    [InlineData(4, "abc…")]
    [InlineData(3, "ab…")]
    [InlineData(1, "…")]
    public void A_line_that_is_too_long_ends_in_an_ellipsis_wherever_its_runs_end(int width, string expected)
    {
        StyledLine line = new StyledLine().Add("abc", Ink.Good).Add("def").Add("ghi", Ink.Bad);

        Assert.Equal(expected, TextOf(line.Crop(width)));
    }

    [Fact]
    public void Two_runs_that_are_alike_are_cut_as_any_others() => Assert.Equal("a…", TextOf(new StyledLine().Add("ab").Add("ab").Crop(2)));

    [Fact]
    public void Blanks_lead_to_a_column_and_never_back()
    {
        StyledLine line = new StyledLine().Add("ab").To(4).Add("c").To(2).Add("d");

        Assert.Equal("ab  cd", TextOf(line));
        Assert.Equal(6, line.Width);
    }

    internal static string TextOf(StyledLine line) => string.Concat(line.Runs.Select(run => run.Text));
}
