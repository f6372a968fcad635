namespace FieldNode.OnDevice.Pc;

/// <summary>The self-test of the device, on this PC.</summary>
public sealed class SelfTestTests(ITestOutputHelper output)
{
    [Fact]
    public void The_self_test_passes_on_a_PC_too()
    {
        using var host = new PcHost();

        int failed = SelfTest.Run(host);

        host.Lines.ForEach(output.WriteLine);
        Assert.True(failed == 0, string.Join("\n", host.Lines));
        Assert.EndsWith(" passed, 0 failed", host.Lines[^1]);
    }

    [Fact]
    public void The_example_file_of_the_self_test_is_the_one_in_docs() =>
        Assert.Equal(ExampleFile.Text, File.ReadAllText(Path.Combine(Root(), "docs", "node.esp32.example.json")));

    [Fact]
    public void A_check_that_fails_is_counted_and_named()
    {
        using var host = new PcHost();
        var report = new Report(host);

        report.Bytes("two", "0102", [1, 3], 0, 2);
        report.Equal("one", 1, 1);

        Assert.Equal((1, 1), (report.Passed, report.Failed));
        Assert.Equal(["FAILED: two: expected 0102, got 0103"], host.Lines);
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Firmware.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
