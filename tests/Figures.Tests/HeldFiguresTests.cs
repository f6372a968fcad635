namespace FieldNode.Figures.Tests;

public sealed class HeldFiguresTests
{
    [Theory]
    [InlineData(100, 105, 0)]
    [InlineData(100, 106, 1)]
    [InlineData(100, 50, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    public void A_rise_of_more_than_5_percent_is_a_finding(long held, long measured, int findings) =>
        Assert.Equal(findings, HeldFigures.Compare([new Figure("heap", measured)], ["heap: " + held]).Count);

    [Fact]
    public void A_figure_that_the_file_does_not_have_is_a_finding() =>
        Assert.Equal(["heap: 5 is not in figures.txt"], HeldFigures.Compare([new Figure("heap", 5)], []));

    [Fact]
    public void A_name_that_is_not_measured_any_more_is_a_finding() =>
        Assert.Equal(["old is in figures.txt and not measured"], HeldFigures.Compare([], ["old: 5"]));
}
