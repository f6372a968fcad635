using FieldNode.Cli;
using FieldNode.Cli.Fleet;
using FieldNode.Cli.Rollouts;

namespace FieldNode.Tools.Tests;

/// <summary>The file of a roll-out, as a desk reads it.</summary>
public sealed class FleetRolloutTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void It_has_rings_and_nodes()
    {
        File.WriteAllText(file, PageField.RolloutFile());
        FleetRollout rollout = FleetRollout.Read(file);
        Assert.Null(rollout.Trouble);
        RolloutState state = rollout.State!;
        Assert.Equal(("plant", "1.4.0", 7, RolloutPhase.Running, 1), (state.Group, state.Bundle.Version, state.Bundle.Sequence, state.Phase, state.Ring));
        Assert.Equal(["canary", "10%", "100%"], state.Rings);
        Assert.Equal(("Boiler-3", 1, NodeStatus.Running, 65), (state.Nodes[3].Name, state.Nodes[3].Ring, state.Nodes[3].Status, state.Nodes[3].Percent));
    }

    [Theory]
    [InlineData("", "no state of a roll-out")]
    [InlineData("[]", "no state of a roll-out")]
    [InlineData("{\"format\":1}", "no state of a roll-out")]
    [InlineData("{\"format\":2}", "of form 2, this fieldnode knows 1")]
    [InlineData("{\"format\":\"1\"}", "no state of a roll-out")]
    [InlineData("{\"format\":0}", "it names no format")]
    [InlineData("{}", "it names no format")]
    [InlineData("null", "no state of a roll-out")]
    public void What_is_none_is_said(string text, string words)
    {
        File.WriteAllText(file, text);
        Assert.Contains(words, FleetRollout.Read(file).Trouble);
    }

    [Theory]
    [InlineData("\"ring\": 1, \"rings\"", "\"ring\": -1, \"rings\"")]
    [InlineData("\"status\": \"running\"", "\"status\": 1")]
    [InlineData("\"status\": \"running\"", "\"status\": \"flying\"")]
    [InlineData("\"phase\": \"running\"", "\"phase\": 77")]
    [InlineData("\"rings\": [\"canary\"", "\"rings\": [null")]
    [InlineData("\"nodes\": [", "\"nodes\": [ null,")]
    [InlineData("\"group\": \"plant\"", "\"group\": null")]
    [InlineData("\"version\": \"1.4.0\",", "")]
    public void One_that_does_not_fit_together_is_said_to_who_looks_and_to_who_goes_on(string from, string to)
    {
        string text = PageField.RolloutFile();
        Assert.Contains(from, text);
        File.WriteAllText(file, text.Replace(from, to));
        FleetRollout rollout = FleetRollout.Read(file);
        Assert.Null(rollout.State);
        Assert.StartsWith($"{file}: no state of a roll-out: ", rollout.Trouble, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Usage, Assert.Throws<UserError>(() => RolloutState.Read(file)).Status);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() => Assert.Contains("no such file", FleetRollout.Read(file + "x").Trouble);
}
