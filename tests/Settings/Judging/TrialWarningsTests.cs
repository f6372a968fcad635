using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class TrialWarningsTests
{
    [Fact]
    public void A_trial_that_ends_before_a_node_can_prove_itself_is_told() =>
        Assert.Equal("warning: update.trialMs: of 10000 ms what is on trial has to be online for 10000 ms, which leaves 0 ms to start and to connect — 40000 or more, or a shorter confirmMs",
            Assert.Single(TrialWarnings.Of(new NodeSettings { Update = new UpdateSettings { ConfirmMs = 10_000, TrialMs = 10_000 } })).ToString());

    [Fact]
    public void One_with_room_is_not_nor_is_a_node_without_updates()
    {
        Assert.Empty(TrialWarnings.Of(new NodeSettings { Update = new UpdateSettings() }));
        Assert.Empty(TrialWarnings.Of(new NodeSettings { Update = new UpdateSettings { ConfirmMs = 10_000, TrialMs = 40_000 } }));
        Assert.Empty(TrialWarnings.Of(new NodeSettings()));
    }
}
