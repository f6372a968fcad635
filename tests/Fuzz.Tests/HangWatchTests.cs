namespace FieldNode.Fuzz.Tests;

/// <summary>An input that is read without end is kept and told; one that merely takes its time is not.</summary>
public sealed class HangWatchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-hangs-").FullName;
    private readonly StringWriter output = new();
    private readonly HangWatch watch;

    public HangWatchTests() => watch = new HangWatch(Targets.Find("state")!, new FuzzOptions { Seed = 1, FindingsFolder = folder }, output);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_input_that_does_not_end_is_kept_and_told()
    {
        watch.Begin([1, 2, 3], nowMs: 5000);
        Assert.False(watch.Look(5000 + HangWatch.LongestMs));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));

        Assert.True(watch.Look(5001 + HangWatch.LongestMs));

        string file = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "state")));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(file));
        Assert.Contains(file, output.ToString());
        Assert.Matches(@"fuzz: target=state hangs seed=1 FAILED\s*$", output.ToString());
    }

    [Fact]
    public void An_input_that_has_ended_and_one_that_has_begun_since_hang_not()
    {
        watch.Begin([1], nowMs: 0);
        watch.End();
        Assert.False(watch.Look(10 * HangWatch.LongestMs));
        watch.Begin([2], nowMs: 10 * HangWatch.LongestMs);
        Assert.False(watch.Look(10 * HangWatch.LongestMs + 1));
        Assert.Equal("", output.ToString());
    }
}
