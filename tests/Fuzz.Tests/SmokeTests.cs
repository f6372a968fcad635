using System.Diagnostics;

namespace FieldNode.Fuzz.Tests;

/// <summary>A target that does not end does not keep the others waiting, and is no pass.</summary>
public sealed class SmokeTests
{
    [Fact]
    public void What_does_not_end_is_ended_with_all_that_it_started_and_is_no_pass()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it needs sh");
        var clock = Stopwatch.StartNew();

        (int status, string said) = Smoke.Await(new ProcessStartInfo("sh", ["-c", "echo begun; sleep 60; echo ended"]), TimeSpan.FromSeconds(2));

        Assert.NotEqual(0, status);
        Assert.Equal("begun\nit did not end within 2 s, and was ended\n", said);
        Assert.True(clock.Elapsed.TotalSeconds < 50, "sleep kept the output open: it was not ended");
    }

    [Fact]
    public void What_ends_has_its_own_status()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it needs sh");
        Assert.Equal((3, "done\n"), Smoke.Await(new ProcessStartInfo("sh", ["-c", "echo done; exit 3"]), TimeSpan.FromSeconds(60)));
    }
}
