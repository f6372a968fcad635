using FieldNode.Cli;
using FieldNode.Tags;

namespace FieldNode.Tools.Tests;

public sealed class LoopPointTests
{
    private static readonly LoopRange Range = new(0, 5, false, 0, "");

    [Fact]
    public void Currents_become_values_of_the_range() => Assert.Equal(
        [(4d, 0d), (12, 2.5), (20, 5)],
        LoopPoint.Parse("4, 12,20", Range, false).Select(point => (point.Input, point.Expected)));

    [Fact]
    public void Raw_numbers_bring_their_values_along_and_need_no_range() => Assert.Equal(
        [new LoopPoint(0, true, -50, QualityReason.None), new(27648, true, 150.5, QualityReason.None)],
        LoopPoint.Parse("0=-50,27648=150.5", null, false));

    [Fact]
    public void Faults_come_last_each_with_the_reason_that_NE_43_gives_it() => Assert.Equal(
        [(12d, QualityReason.None), (21.5, QualityReason.SignalHigh), (3.5, QualityReason.SignalLow), (0, QualityReason.WireBreak)],
        LoopPoint.Parse("12", Range, true).Select(point => (point.Input, point.Reason)));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("4,,20")]
    [InlineData("25")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1=2=3")]
    [InlineData("1=")]
    [InlineData("1=Infinity")]
    public void Points_that_are_none_are_refused(string text) =>
        Assert.Equal(2, Assert.Throws<UserError>(() => LoopPoint.Parse(text, Range, false)).Status);

    [Fact]
    public void A_current_without_a_range_is_refused_with_what_to_do() => Assert.Contains(
        "--low and --high", Assert.Throws<UserError>(() => LoopPoint.Parse("4", null, false)).Message);

    [Fact]
    public void Faults_of_raw_values_are_refused() =>
        Assert.Throws<UserError>(() => LoopPoint.Parse("0=0", Range, true));
}
