using FieldNode.Cli.Fleet;
using FieldNode.Cli.Fleet.Page;

namespace FieldNode.Tools.Tests;

/// <summary>Only the source is markup.</summary>
public sealed class HtmlTests
{
    [Theory]
    [InlineData("<b>", "&lt;b&gt;")]
    [InlineData("\"'&", "&quot;&#39;&amp;")]
    [InlineData("\u202e", "\\u202e")]
    [InlineData("\0", "\\u0000")]
    [InlineData(null, "")]
    public void A_hole_is_text(string? text, string made) => Assert.Equal($"<p title=\"{made}\">{made}</p>", Html.Of($"<p title=\"{text}\">{text}</p>").ToString());

    [Fact]
    public void Parts_stay_what_they_are_and_numbers_are_of_no_country() =>
        Assert.Equal("<ul><li>1.5</li><li>2.5</li></ul>", Html.Of($"<ul>").AddEach([1.5, 2.5], number => Html.Of($"<li>{number}</li>")).Add($"</ul>").ToString());

    [Fact]
    public void A_trend_breaks_where_a_value_was_not_good()
    {
        var trend = new FleetTrend();
        foreach (double value in new[] { 1, 2, double.NaN, 3, double.PositiveInfinity, 4 })
        {
            trend.Add(trend.Count * 1000, value);
        }
        string svg = FleetChart.Of(trend)!.ToString();
        Assert.Equal(3, svg.Split("<polyline").Length - 1);
        Assert.Contains("aria-label=\"4 values in 5 s, from 1 to 4\"", svg);
        Assert.Null(FleetChart.Of(new FleetTrend()));
    }

    [Theory]
    [InlineData(30, 30, "good")]
    [InlineData(29, 30, "bad")]
    [InlineData(7, 30, "bad")]
    [InlineData(6, 30, "gone")]
    [InlineData(-3, 30, "gone")]
    [InlineData(59, 30, "good")]
    [InlineData(59, 90, "bad")]
    [InlineData(6, 5, "good")]
    public void What_is_left_of_a_certificate_has_the_colour_of_its_fault(int days, int fewest, string kind) =>
        Assert.StartsWith($"<svg class=\"left {kind}\"", FleetChart.Left(days, fewest).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_trend_keeps_the_last_values()
    {
        var trend = new FleetTrend();
        for (int i = 0; i < 100; i++)
        {
            trend.Add(i, i);
        }
        Assert.Equal(Enumerable.Range(40, 60).Select(i => (double)i), trend.Points().Select(point => point.Value));
    }
}
