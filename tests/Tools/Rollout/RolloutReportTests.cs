using FieldNode.Cli;
using FieldNode.Cli.Rollouts;
using FieldNode.Update;

namespace FieldNode.Tools.Tests;

public sealed class RolloutReportTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&\u202e";

    private static RolloutState State() => new()
    {
        Group = Hostile, Pattern = "*", Bundle = new BundleFacts("/a/b.fnb", "ab", Hostile, 7, "simulated", 900, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc), ["node.json"]),
        Rings = ["canary", "100%"], Started = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc), Ring = 1,
        Nodes =
        [
            new RolloutNode { Name = Hostile, Status = NodeStatus.RolledBack, Reason = UpdateReason.Crashed, Words = Hostile, From = Hostile, Tries = 1, Bytes = 10, Retries = 2 },
            new RolloutNode { Name = "n2", Ring = 1, Status = NodeStatus.Running, Phase = UpdatePhase.Sending, Percent = 40, Bytes = 5 },
            new RolloutNode { Name = "n3", Ring = 1 },
        ],
        LeftOut = [new LeftOut(Hostile, Hostile)],
    };

    [Fact]
    public void Names_are_text_and_the_page_loads_nothing()
    {
        string page = RolloutReport.Of(State());
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202e", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page.Replace("default-src", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_is_written_whole_and_read_back_as_it_was()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("fieldnode-state-").FullName, "r.json");
        RolloutState state = State();
        state.Save(path);
        Assert.False(File.Exists(path + ".unfinished"));
        RolloutState read = RolloutState.Read(path);
        Assert.Equal(state.ToJson(), read.ToJson());
        Assert.Equal((UpdatePhase.Sending, 40), (read.Nodes[1].Phase, read.Nodes[1].Percent));
        Assert.Equal("updated=0 rolled_back=1 refused=0 bricked=0 unclear=0 gone=0 left_out=1 not_begun=2 seconds=3.0 bytes=15 retries=2", read.Counts.Line(3));
        foreach (string broken in new[] { "", "{}", "[]", File.ReadAllText(path).Replace("\"ring\": 1", "\"ring\": 9", StringComparison.Ordinal), File.ReadAllText(path).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal) })
        {
            File.WriteAllText(path, broken);
            Assert.Equal(ExitStatus.Usage, Assert.Throws<UserError>(() => RolloutState.Read(path)).Status);
        }
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void A_report_that_cannot_be_written_does_not_cost_the_verdict()
    {
        string folder = Directory.CreateTempSubdirectory("fieldnode-report-").FullName;
        var output = new StringWriter();
        var run = new RolloutRun(new LinkOptions { Host = "localhost", Port = 1883, Plain = true }, output, json: false);
        string page = Path.Combine(folder, "not-there", "r.html");
        UserError error = Assert.Throws<UserError>(() => run.Finish(State(), Path.Combine(folder, "r.json"), page));
        Assert.StartsWith($"{page}: the report cannot be written", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("updated=0 rolled_back=1 ", output.ToString().TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("update --resume r.json --parallel 8 --pki pki", "--parallel, --pki: a roll-out that goes on has that in its file")]
    [InlineData("update a.fnb --node kiln/n1 --soak 60", "--soak: of a roll-out alone, and one node was named")]
    public async Task Options_that_would_do_nothing_are_named_though_they_say_what_is_usual(string line, string words)
    {
        var error = new StringWriter();
        Assert.Equal(ExitStatus.Usage, await CommandLine.RunAsync([.. line.Split(' '), "--host", "localhost", "--plain"], new StringWriter(), error, TestContext.Current.CancellationToken));
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_go_together_is_told_as_used_wrongly()
    {
        foreach (string line in new[]
        {
            "update", "update a.fnb", "update --node kiln/n1", "update a.fnb --node kiln", "update --group kiln", "update --group kiln --nodes *", "update a.fnb --group kiln --nodes * --bundle b",
            "update --group kiln --nodes * --bundle b --yes", "update --group kiln --nodes * --bundle b --rings 10%", "update --group kiln --nodes * --bundle b --stop-at no",
            "update --group kiln --nodes * --bundle b --parallel 0", "update --group a/b --nodes * --bundle b", "update --resume r.json --nodes *", "update --resume r.json --parallel 8", "update --resume r.json --pki pki --soak 5",
            "update a.fnb --node kiln/n1 --parallel 8", "update a.fnb --node kiln/n1 --stop-at 5% --report r.html", "update --resume not-there.json",
            "update --group kiln --nodes * --bundle not-there.fnb",
        })
        {
            var error = new StringWriter();
            int status = await CommandLine.RunAsync([.. line.Split(' '), "--host", "localhost", "--plain"], new StringWriter(), error, TestContext.Current.CancellationToken);
            Assert.True(status == ExitStatus.Usage, $"{line}: {status}: {error}");
            Assert.Single(error.ToString().TrimEnd().Split('\n'));
        }
    }
}
