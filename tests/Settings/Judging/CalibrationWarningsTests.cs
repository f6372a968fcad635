using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class CalibrationWarningsTests
{
    private const string Place = "sensors[0].tags[0].care.calibration";
    private static readonly DateTimeOffset now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-01", "2026-02-28", ".due: Room/Temperature: due on 2026-02-28, before it was made on 2026-03-01")]
    [InlineData("2026-03-01", "2026-11-20", ".due: Room/Temperature: its calibration was due on 2026-11-20, 11 days ago")]
    [InlineData("2026-12-02", "2027-12-02", ".on: Room/Temperature: made on 2026-12-02, and today is 2026-12-01")]
    public void A_day_that_cannot_be_and_one_that_is_over_are_told(string on, string due, string said)
    {
        var settings = Sample.Parse(Sample.With((Place + ".on", $"\"{on}\""), (Place + ".due", $"\"{due}\""))).Settings!;
        Assert.StartsWith("warning: " + Place + said, Assert.Single(CalibrationWarnings.Of(settings, now)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_due_today_or_never_is_in_order()
    {
        Assert.Empty(CalibrationWarnings.Of(Sample.Parse(Sample.With((Place + ".due", "\"2026-12-01\""))).Settings!, now));
        Assert.Empty(CalibrationWarnings.Of(Sample.Parse(Sample.With((Place + ".due", null))).Settings!, now));
    }
}
