using System.Text.Json;
using FieldNode.Cli;

namespace FieldNode.Interop.Tests;

/// <summary>The simulated field in its short form at a real mosquitto; docs/scale.md has the long one.</summary>
public sealed class FleetSimTests
{
    [Fact(Timeout = 180_000)]
    public async Task Two_hundred_nodes_over_TLS_are_born_and_born_again_after_the_broker_restarts_without_a_gap()
    {
        Peers.Program("mosquitto");
        (int status, JsonElement result, string said) = await RunAsync("--nodes", "200", "--seconds", "12", "--json");

        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Assert.True(status == ExitStatus.Ok, said);
        Assert.Equal((200, 200), (Number(result, "born"), Number(result, "bornAgain")));
        Assert.Equal((0, 0, 0), (Number(result, "seqGaps"), Number(result, "wrong"), Number(result, "dropped")));
        Assert.True(result.GetProperty("messages").GetInt64() >= 200 * 12, said); // a change a second each, and their births
        // Each came back by an attempt of its own; how they spread is told (docs/scale.md, "Everybody comes back at once").
        int[] attempts = [.. result.GetProperty("attemptsBySecond").EnumerateArray().Select(second => second.GetInt32())];
        Assert.True(attempts.Sum() >= 200, said);
        Assert.True(result.GetProperty("brokerMemoryPerNodeKb").GetDouble() > 0, said);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_program_that_is_no_mosquitto_is_named_with_what_it_said()
    {
        (int status, _, string said) = await RunAsync("--nodes", "2", "--seconds", "2", "--mosquitto", "/bin/false");

        Assert.Equal(ExitStatus.Wrong, status);
        Assert.Contains("/bin/false does not take connections on port ", said, StringComparison.Ordinal);
    }

    private static int Number(JsonElement result, string name) => result.GetProperty(name).GetInt32();

    private static async Task<(int Status, JsonElement Result, string Said)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int status = await CommandLine.RunAsync(["fleet-sim", .. arguments], output, error, TestContext.Current.CancellationToken);
        string? last = output.ToString().Split('\n').LastOrDefault(line => line.StartsWith('{'));
        return (status, last is null ? default : JsonDocument.Parse(last).RootElement, $"{output}{error}");
    }
}
