using FieldNode.Cli;
using FieldNode.Host;

namespace FieldNode.Tools.Tests;

public sealed class WatchSilenceTests
{
    private readonly HostModel model = new();

    [Theory]
    [InlineData("Plant", null, "nothing of group Plant for 12 s. Heard meanwhile: plant, works. Upper and lower case count")]
    [InlineData(null, "plant/n9", "nothing of node plant/n9 for 12 s. Heard meanwhile: plant/n1, plant/n2, works/n1. Upper and lower case count")]
    public void Who_says_nothing_is_named_beside_those_who_do(string? group, string? node, string words) =>
        Assert.Equal(words, After(group, node, ["works/n1", "plant/n2", "plant/n1"]));

    [Fact]
    public void If_nobody_says_anything_that_is_what_is_said()
    {
        Assert.Contains("No other node said anything meanwhile either", After("Plant", null, []));
        Assert.Contains("Is the name right", After("Plant", null, null));
        Assert.Contains("let us read spBv1.0/#?", After(null, null, []));
    }

    [Fact]
    public void A_node_that_was_heard_is_no_silence()
    {
        model.Consume("NBIRTH", Messages.NBirth(0));
        Assert.Null(After(null, null, []));
    }

    private string? After(string? group, string? node, IReadOnlyList<string>? heard)
    {
        var options = new WatchOptions { Group = group, Node = RebirthTarget.Parse(node, null) };
        var silence = new WatchSilence(model, options, () => Task.FromResult(heard));
        Assert.Null(silence.Take(5));
        Assert.Null(silence.Take(4 + WatchSilence.SilentMs));
        string? words = silence.Take(5 + WatchSilence.SilentMs);
        Assert.Null(silence.Take(6 + WatchSilence.SilentMs)); // once
        return words;
    }
}
