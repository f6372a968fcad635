namespace FieldNode.Fuzz.Tests;

/// <summary>That the fuzzer finds anything at all: bounds are taken out of shipped readers, and it finds that they are missing.</summary>
public sealed class PlantedFaultTests(PlantedCopy planted) : IClassFixture<PlantedCopy>
{
    private const string Runs = "300000";

    [Theory]
    [InlineData("state", "finding in state: IndexOutOfRangeException")]
    [InlineData("payload", "finding in payload: ")]
    public void A_bound_that_is_not_looked_at_is_found_from_the_corpus(string target, string what)
    {
        (int status, string output) = planted.Run(target, "--runs", Runs, "--seed", "1");

        Assert.True(status == 1, output);
        Assert.Contains(what, output);
        Assert.Contains("FAILED", output);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
    }

    [Fact]
    public void Where_nothing_was_taken_out_nothing_is_found()
    {
        (int status, string output) = planted.Run("nosuch", "--runs", "1");
        Assert.Equal((2, ""), (status, output));
        (status, output) = planted.Run("manifest", "--runs", "3000", "--seed", "1");

        Assert.True(status == 0, output);
        Assert.Matches(@"fuzz: target=manifest runs=\d+ edges=\d{3,} corpus=\d+ findings=0 seed=1 seconds=\d+ ok", output);
    }
}
