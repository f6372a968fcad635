using FieldNode.Cli;
using FieldNode.Field.Analog;
using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.Tools.Tests;

/// <summary>What a current must become; held against the node's own conversion, which it must agree with.</summary>
public sealed class LoopRangeTests
{
    [Theory]
    [InlineData(4, 0)]
    [InlineData(8, 25)]
    [InlineData(12, 50)]
    [InlineData(20, 100)]
    [InlineData(3.8, -1.25)]
    [InlineData(20.5, 103.125)]
    public void A_linear_range_goes_in_proportion_and_on_over_its_ends(double ma, double expected) =>
        Assert.Equal(expected, new LoopRange(0, 100, false, 0, "").Expected(ma), 9);

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 25)]
    [InlineData(8, 50)]
    [InlineData(13, 75)]
    [InlineData(20, 100)]
    [InlineData(3.8, 0)]
    public void A_square_root_range_is_the_flow_of_a_differential_pressure(double ma, double expected) =>
        Assert.Equal(expected, new LoopRange(0, 100, true, 0, "").Expected(ma), 9);

    [Fact]
    public void Below_the_cutoff_the_flow_is_its_low_end() =>
        Assert.Equal(0, new LoopRange(0, 100, true, 1, "").Expected(4.15));

    [Fact]
    public void A_range_may_fall_with_the_current() => Assert.Equal(75, new LoopRange(100, 0, false, 0, "").Expected(8), 9);

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 2)]
    public void Over_the_whole_range_it_says_what_the_node_makes_of_the_current(bool squareRoot, double cutoff)
    {
        var range = new LoopRange(-20, 80, squareRoot, cutoff, "");
        var loop = new CurrentLoop(new CurrentLoopSpec
        {
            ShuntOhm = 0, Low = -20, High = 80, SquareRoot = squareRoot, CutoffPercent = cutoff,
        });
        for (int tenths = 36; tenths <= 210; tenths++)
        {
            Assert.Equal(QualityReason.None, loop.Convert(tenths / 10.0, tenths));
            Assert.Equal(loop.Value, range.Expected(tenths / 10.0), 6);
        }
    }

    [Fact]
    public void A_node_file_gives_range_root_and_cutoff_of_the_tag_and_nothing_for_one_that_is_no_loop()
    {
        var settings = new NodeSettings();
        FieldNode.Virtual.Sim.SimBoardSettings.AddTo(settings);

        Assert.Equal(new LoopRange(0, 80, true, 1, "by the node file"),
            NodeFileRange.Of(settings, new TagAddress("g", "n", "Loops", "Flow")));
        Assert.Null(NodeFileRange.Of(settings, new TagAddress("g", "n", "Room", "Humidity")));
        Assert.Null(NodeFileRange.Of(settings, new TagAddress("g", "n", "Elsewhere", "Flow")));
    }
}
