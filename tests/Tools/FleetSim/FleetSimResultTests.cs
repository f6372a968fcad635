using System.Text.Json;
using FieldNode.Cli;
using FieldNode.Cli.FleetSim;

namespace FieldNode.Tools.Tests;

/// <summary>What a run of fleet-sim says at its end.</summary>
public sealed class FleetSimResultTests
{
    private static FleetSimResult Good => new()
    {
        Nodes = 10, Born = 10, BornSeconds = 1.25, Messages = 620, PerSecond = 11.2, RestartSeconds = 0.13, BornAgain = 10, BornAgainSeconds = 2.04, PeakConnects = 7, MemoryPerNodeKb = 149.6,
    };

    [Fact]
    public void The_last_line_has_what_was_seen_and_ends_in_ok()
    {
        Assert.Equal("fleet-sim: nodes=10 born=10 born_s=1.3 messages=620 per_second=11 seq_gaps=0 restart_s=0.1 born_again=10 born_again_s=2.0 peak_connects_per_s=7 dropped=0 memory_per_node_kb=150 ok",
            Good.Line);
    }

    [Fact]
    public void Births_that_passed_while_the_host_was_on_its_way_are_told()
    {
        FleetSimResult result = Good with { BirthsAsked = 3 };
        Assert.Contains(" births_asked=3 ", result.Line, StringComparison.Ordinal);
        Assert.EndsWith(" ok", result.Line, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(result.ToJson()).RootElement.GetProperty("birthsAsked").GetInt32());
    }

    [Fact]
    public void Without_a_restart_the_line_tells_of_none()
    {
        FleetSimResult result = Good with { RestartSeconds = null, BornAgain = 0 };
        Assert.DoesNotContain("restart", result.Line, StringComparison.Ordinal);
        Assert.EndsWith(" ok", result.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_thing_that_is_wrong_takes_the_ok_away()
    {
        FleetSimResult[] wrong =
        [
            Good with { Born = 9 }, Good with { BornAgain = 9 }, Good with { SeqGaps = 1 }, Good with { Wrong = 1 }, Good with { StepFaults = 1 }, Good with { HostLinkLost = 1 }, Good with { Broken = "x" },
        ];
        Assert.All(wrong, result => Assert.EndsWith(" NOT ok", result.Line, StringComparison.Ordinal));
        Assert.All(wrong, result => Assert.False(JsonDocument.Parse(result.ToJson()).RootElement.GetProperty("ok").GetBoolean()));
    }

    [Theory]
    [InlineData("--nodes 0", "--nodes 0 is not allowed: 1 to 100000")]
    [InlineData("--period 5", "--period 5 is not allowed: 100 to 3600000")]
    [InlineData("--spread -1", "--spread -1 is not allowed: 0 to 600000")]
    [InlineData("--spread 600001", "--spread 600001 is not allowed: 0 to 600000")]
    [InlineData("--seconds 0", "--seconds 0 is not allowed: 1 to ")]
    [InlineData("--host broker.example", "--host needs --ca, --cert and --key")]
    [InlineData("--host broker.example --plain", "takes no --plain")]
    public async Task What_is_used_wrongly_is_told_and_nothing_is_started(string arguments, string says)
    {
        var error = new StringWriter();
        int status = await CommandLine.RunAsync(["fleet-sim", .. arguments.Split(' ')], TextWriter.Null, error, TestContext.Current.CancellationToken);
        Assert.Equal(ExitStatus.Usage, status);
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }
}
