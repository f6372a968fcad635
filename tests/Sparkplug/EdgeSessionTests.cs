namespace FieldNode.Sparkplug.Tests;

public sealed class EdgeSessionTests
{
    private readonly EdgeSession session = new();

    [Fact]
    public void Without_a_primary_host_births_follow_the_subscription()
    {
        Assert.Equal(EdgeAction.Birth, session.Take(EdgeSignal.Subscribed));
        Assert.Equal(EdgeState.Born, session.State);
    }

    [Fact]
    public void With_a_primary_host_births_wait_for_its_STATE_and_a_turn()
    {
        Assert.Equal(EdgeAction.StartWait, session.Take(EdgeSignal.MustWait));
        Assert.Equal(EdgeAction.None, session.Take(EdgeSignal.Rebirth));
        Assert.Equal(EdgeAction.StartDelay, session.Take(EdgeSignal.HostOnline));
        Assert.Equal(EdgeAction.None, session.Take(EdgeSignal.HostOnline));
        Assert.Equal(EdgeAction.Birth, session.Take(EdgeSignal.Elapsed));
        Assert.Equal(EdgeState.Born, session.State);
    }

    [Theory]
    [InlineData(EdgeSignal.HostOffline)]
    [InlineData(EdgeSignal.NextServer)]
    public void A_born_node_leaves_with_an_NDEATH_and_does_nothing_more_until_the_link_is_gone(EdgeSignal signal)
    {
        session.Take(EdgeSignal.Subscribed);
        Assert.Equal(EdgeAction.LeaveOn, session.Take(signal));
        foreach (EdgeSignal other in Enum.GetValues<EdgeSignal>().Where(s => s is not (EdgeSignal.Lost or EdgeSignal.Stop)))
        {
            Assert.Equal(EdgeAction.None, session.Take(other));
        }

        session.Take(EdgeSignal.Lost);
        Assert.Equal(EdgeState.Offline, session.State);
    }

    [Theory]
    [InlineData(EdgeSignal.HostOffline)]
    [InlineData(EdgeSignal.Elapsed)]
    [InlineData(EdgeSignal.NextServer)]
    public void A_node_that_waits_in_vain_walks_on(EdgeSignal signal)
    {
        session.Take(EdgeSignal.MustWait);
        Assert.Equal(EdgeAction.Walk, session.Take(signal));
        Assert.Equal(EdgeState.AwaitHost, session.State);
    }

    [Fact]
    public void A_host_that_goes_while_the_node_waits_for_its_turn_sees_no_birth()
    {
        session.Take(EdgeSignal.MustWait);
        session.Take(EdgeSignal.HostOnline);
        Assert.Equal(EdgeAction.Walk, session.Take(EdgeSignal.HostOffline));
        Assert.Equal(EdgeState.AwaitHost, session.State);
    }

    [Fact]
    public void A_stop_ends_the_session_from_every_state()
    {
        foreach (EdgeSignal[] way in (EdgeSignal[][])
            [[], [EdgeSignal.MustWait], [EdgeSignal.MustWait, EdgeSignal.HostOnline], [EdgeSignal.Subscribed], [EdgeSignal.Subscribed, EdgeSignal.HostOffline]])
        {
            var one = new EdgeSession();
            Array.ForEach(way, signal => one.Take(signal));
            bool born = one.State == EdgeState.Born;
            Assert.Equal(born ? EdgeAction.LeaveForGood : EdgeAction.Quit, one.Take(EdgeSignal.Stop));
            Assert.All(Enum.GetValues<EdgeSignal>(), signal => Assert.Equal(EdgeAction.None, one.Take(signal)));
            Assert.Equal(EdgeState.Stopped, one.State);
        }
    }

    [Fact]
    public void A_lost_link_starts_over_from_every_state_but_the_last()
    {
        session.Take(EdgeSignal.MustWait);
        session.Take(EdgeSignal.Lost);
        Assert.Equal(EdgeState.Offline, session.State);
        Assert.Equal(EdgeAction.Birth, session.Take(EdgeSignal.Subscribed));
    }
}
