using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>What the settings say of updates, in a node.</summary>
public sealed class UpdateBuilderTests
{
    private static readonly byte[] Body = Bundles.Body(Firmware);

    [Fact]
    public void A_key_switch_that_is_off_or_not_known_takes_nothing_and_says_so_and_one_that_is_on_does()
    {
        const int pin = 4;
        SimNode node = SimNode.OnPlant(s =>
        {
            s.Update = new UpdateSettings { KeySwitch = "Key" };
            s.Terminals = new TerminalSettings { Device = "Terminals", Contacts = [new ContactSettings { Name = "Key", Pin = pin }] };
        }, new SimOptions { Update = new SimUpdate(), Store = new CuttingStore(Bench()) });
        node.Plant.Pins[pin].Level = false;
        node.Run(5000);
        var host = new UpdateHost(node);
        Assert.Equal(UpdateState.TurnedOff, host.State);
        host.Offer(FirmwareOffer);
        node.Run(2000);
        Assert.Equal((UpdateState.TurnedOff, UpdateReason.TurnedOff, 0), (host.State, host.Reason, host.Number("Wanted/Length")));

        node.Plant.Pins[pin].Level = true;
        node.Run(2000);
        Assert.Equal(UpdateState.Idle, host.State);
        host.Offer(FirmwareOffer);
        node.Run(5000);
        Assert.Equal(UpdateState.Receiving, host.State);
        Assert.True(host.Number("Wanted/Length") > 0);

        node.Plant.Pins[pin].Level = false; // turned in the midst of it: what is there stays, and nothing is wanted
        node.Run(2000);
        Assert.Equal(0, host.Number("Wanted/Length"));
        host.Send("Chunk", UpdateHost.Chunk(7, 0, Body.AsSpan(0, 96)));
        node.Run(2000);
        Assert.DoesNotContain("slot-a.list", node.Store.List());
        node.Plant.Pins[pin].Level = true;
        node.Run(2000);
        host.Give(Body, 7);
        Assert.Equal(UpdateState.Ready, host.State);
    }

    [Fact]
    public void A_key_switch_of_a_contact_that_there_is_not_builds_no_node()
    {
        var settings = new UpdateSettings { KeySwitch = "Key" };
        Assert.Throws<ArgumentException>(() => SimNode.OnPlant(s => s.Update = settings, new SimOptions { Update = new SimUpdate(), Store = new CuttingStore(Bench()) }));
    }
}
