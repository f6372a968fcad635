using FieldNode.Cli;
using FieldNode.Tags;

namespace FieldNode.Tools.Tests;

/// <summary>When a point has passed, and why not, under virtual time.</summary>
public sealed class PointWatchTests
{
    private static readonly LoopPoint Middle = new(12, false, 2.5, QualityReason.None);
    private static readonly LoopPoint High = new(21.5, false, 0, QualityReason.SignalHigh);

    [Fact]
    public void A_value_passes_once_it_has_stood_in_the_tolerance_for_the_settling_time()
    {
        PointWatch watch = Watch(Middle, At(0, 0));
        watch.Take(At(1000, 2.51));

        Assert.False(watch.HasPassed(3999));
        Assert.True(watch.HasPassed(4000));
        Assert.Equal(1000, watch.ReachedMs);
    }

    [Fact]
    public void What_leaves_the_tolerance_begins_anew()
    {
        PointWatch watch = Watch(Middle, At(0, 0));
        watch.Take(At(1000, 2.5));
        watch.Take(At(2000, 2.6));
        watch.Take(At(3000, 2.5));

        Assert.False(watch.HasPassed(5999));
        Assert.True(watch.HasPassed(6000));
        Assert.Equal(1, watch.Losses);
    }

    [Fact]
    public void A_value_that_stood_there_before_needs_no_new_message()
    {
        PointWatch watch = Watch(Middle, At(-50_000, 2.5));

        Assert.False(watch.HasPassed(2999));
        Assert.True(watch.HasPassed(3000));
        Assert.Equal(0, watch.ReachedMs);
    }

    [Fact]
    public void The_edge_of_the_tolerance_is_within_it()
    {
        PointWatch watch = Watch(Middle, At(0, 2.525));
        Assert.True(watch.HasPassed(3000));
        watch = Watch(Middle, At(0, 2.52501));
        Assert.False(watch.HasPassed(3000));
    }

    [Theory]
    [InlineData(2.3, 192, 0, true, "0.2 m too low")]
    [InlineData(2.75, 192, 0, true, "0.25 m too high")]
    [InlineData(2.5, 0, 8, true, "quality is bad (wire break)")]
    [InlineData(2.5, 500, 17, true, "quality is stale (forced)")]
    [InlineData(2.5, 192, 0, false, "the device is not online")]
    [InlineData(null, 192, 0, true, "it has no number")]
    public void What_does_not_fit_is_said_at_the_end_of_the_wait(
        double? value, int quality, int reason, bool online, string why)
    {
        PointWatch watch = Watch(Middle, At(0, 0));
        watch.Take(At(500, value, quality, reason, online));

        Assert.False(watch.IsOver(19_999));
        Assert.True(watch.IsOver(20_000));
        Assert.False(watch.HasPassed(20_000));
        Assert.Equal(why, watch.Why(" m"));
    }

    [Fact]
    public void A_value_that_never_rests_is_called_so()
    {
        PointWatch watch = Watch(Middle, At(0, 0));
        for (int i = 1; i < 20; i++)
        {
            watch.Take(At(i * 1000, i % 2 == 0 ? 2.5 : 2.6));
        }

        Assert.False(watch.HasPassed(20_000));
        Assert.StartsWith("it does not settle (", watch.Why(" m"));
    }

    [Theory]
    [InlineData(0, 10, true)]
    [InlineData(0, 9, false)]
    [InlineData(192, 0, false)]
    [InlineData(500, 10, false)]
    public void A_fault_passes_only_as_bad_with_its_own_reason(int quality, int reason, bool passes)
    {
        PointWatch watch = Watch(High, At(0, 2.5));
        watch.Take(At(100, 2.5, quality, reason));

        Assert.Equal(passes, watch.HasPassed(4000));
        if (!passes)
        {
            Assert.EndsWith(" where bad (signal high) was expected", watch.Why(" m"));
        }
    }

    private static PointWatch Watch(LoopPoint point, Arrival? before) => new(point, 0.025, 3000, 20_000, 0, before);

    private static Arrival At(long ms, double? value, int quality = 192, int reason = 0, bool online = true) =>
        new(ms, DateTime.UnixEpoch.AddMilliseconds(ms), value, quality, reason, null, online);
}
