using FieldNode.Mqtt;

namespace FieldNode.Simulation.Tests;

public sealed class ConnectionTests
{
    [Fact]
    public void What_falls_into_darkness_comes_after_it_and_in_order()
    {
        var rig = new ConnectionRig();
        rig.Publish(1);
        rig.Weather.UpDarkUntilUs = 100_000;
        rig.World.Clock.Advance(30_000);
        rig.Publish(2);
        rig.Weather.UpDarkUntilUs = 2_000_000;
        rig.World.Clock.Advance(1_000_000);
        rig.Publish(3);
        Assert.Empty(rig.Arrived);
        rig.World.Clock.Advance(20_000_000);
        Assert.Equal([1, 2, 3], rig.Arrived);
    }

    [Fact]
    public void A_reset_loses_what_is_under_way_and_tells_who_is_to_hear_of_it()
    {
        var rig = new ConnectionRig();
        rig.Publish(1);
        rig.Connection.Reset(nodeHears: true, brokerHears: false);
        rig.World.Clock.Advance(5_000_000);
        Assert.Empty(rig.Arrived);
        Assert.True(rig.Connection.TryTake(out SimInbound packet));
        Assert.Equal(MqttFault.ConnectionLost, packet.Fault);
        Assert.True(rig.Connection.IsBrokerOpen);
    }

    [Fact]
    public void What_the_node_sends_can_vanish_for_good_and_lies_in_its_buffer_unacknowledged()
    {
        var rig = new ConnectionRig();
        rig.Connection.UpVanishes = true;
        rig.Publish(1);
        rig.World.Clock.Advance(10_000_000);
        Assert.Empty(rig.Arrived);
        Assert.True(rig.Connection.Unacknowledged > 0);
        Assert.False(rig.Connection.TryTake(out _));
    }

    [Fact]
    public void A_broker_that_closed_answers_what_still_comes_with_a_reset()
    {
        var rig = new ConnectionRig();
        rig.Connection.CloseByBroker(isTold: false);
        rig.Publish(1);
        rig.World.Clock.Advance(5_000_000);
        Assert.True(rig.Connection.TryTake(out SimInbound packet));
        Assert.Equal(MqttFault.ConnectionLost, packet.Fault);
    }
}
