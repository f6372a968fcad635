using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class RateTests
{
    [Fact]
    public void A_rate_is_what_came_within_the_window()
    {
        var rate = new Rate(TimeSpan.FromSeconds(5));
        for (int second = 0; second <= 20; second++)
        {
            rate.Mark(TimeSpan.FromSeconds(second), second <= 10 ? 0 : (second - 10) * 12);
        }
        Assert.Equal(12, rate.PerSecond, 3);
    }

    [Fact]
    public void The_first_mark_has_no_rate()
    {
        var rate = new Rate(TimeSpan.FromSeconds(5));
        rate.Mark(TimeSpan.FromSeconds(1), 100);
        Assert.Equal(0, rate.PerSecond);
    }
}
