using FieldNode.Settings;
using FieldNode.Tags;

namespace FieldNode.NodeTests;

/// <summary>What answered before a trial, over the restart that it begins with.</summary>
public sealed class FieldMemoryTests
{
    private readonly MemoryStore store = new();
    private readonly NodeSettings settings = new() { Broker = new BrokerSettings { Host = "broker", Port = 8883 } };

    [Fact]
    public void A_device_that_answered_has_to_answer_again_and_one_that_did_not_has_not()
    {
        Assert.True(New().Remember(Field(("Boiler", true), ("Tank", false)), 0));

        FieldMemory memory = Recalled();

        Assert.True(memory.IsFieldAsBefore(Field(("Boiler", true), ("Tank", false))));
        Assert.True(memory.IsFieldAsBefore(Field(("Boiler", true), ("Tank", true))));
        Assert.False(memory.IsFieldAsBefore(Field(("Boiler", false), ("Tank", true))));
    }

    [Fact]
    public void Devices_are_known_by_their_names_not_by_their_places()
    {
        New().Remember(Field(("Boiler", true), ("Tank", false)), 0);
        FieldMemory memory = Recalled();
        Assert.False(memory.IsFieldAsBefore(Field(("Tank", false), ("Boiler", false))));
        Assert.True(memory.IsFieldAsBefore(Field(("Tank", false), ("Boiler", true))));
        Assert.True(memory.IsFieldAsBefore(Field(("Tank", false)))); // the new settings have no boiler
        Assert.True(memory.IsFieldAsBefore(Field(("New", false), ("Boiler", true))));
    }

    [Fact]
    public void The_device_of_updates_itself_is_none_of_the_fields()
    {
        New().Remember(Field(("Update", true)), 1);
        Assert.True(Recalled().IsFieldAsBefore(Field(("Update", false))));
    }

    [Fact]
    public void Without_a_memory_nothing_is_held_against_it_and_no_broker_is_the_same()
    {
        FieldMemory memory = Recalled();
        Assert.True(memory.IsFieldAsBefore(Field(("Boiler", false))));
        Assert.False(memory.IsSameBrokers);
        New().Remember(Field(("Boiler", true)), 0);
        foreach (string name in store.Files.Keys.ToArray())
        {
            store.Files[name][^1] ^= 1; // its check sum does not fit
        }

        Assert.True(Recalled().IsFieldAsBefore(Field(("Boiler", false))));
    }

    [Fact]
    public void The_newest_memory_counts()
    {
        for (int i = 0; i < 5; i++)
        {
            New().Remember(Field(("Boiler", i % 2 == 0)), 0);
            Assert.Equal(i % 2 != 0, Recalled().IsFieldAsBefore(Field(("Boiler", false))));
        }
    }

    [Fact]
    public void Other_brokers_are_told_by_host_port_and_order()
    {
        New().Remember(Field(), 0);
        Assert.True(Recalled().IsSameBrokers);
        settings.Broker.Port = 8884;
        Assert.False(Recalled().IsSameBrokers);
        settings.Broker.Port = 8883;
        settings.OtherBrokers = [new OtherBrokerSettings { Host = "second", Port = 8883 }];
        Assert.False(Recalled().IsSameBrokers);
        New().Remember(Field(), 0);
        Assert.True(Recalled().IsSameBrokers);
        (settings.Broker.Host, settings.OtherBrokers[0].Host) = ("second", "broker");
        Assert.False(Recalled().IsSameBrokers);
    }

    [Fact]
    public void A_flash_that_is_full_is_told()
    {
        store.Full = true;
        Assert.False(New().Remember(Field(("Boiler", true)), 0));
    }

    [Fact]
    public void A_board_that_tells_of_its_way_to_the_network_is_held_to_it()
    {
        Assert.True(New().IsSameLink); // it does not tell
        new FieldMemory(store, settings, new Link(5)).Remember(Field(), 0);
        foreach ((int crc, bool isSame) in new[] { (5, true), (6, false) })
        {
            var memory = new FieldMemory(store, settings, new Link(crc));
            memory.Recall();
            Assert.Equal(isSame, memory.IsSameLink);
        }
    }

    private FieldMemory New() => new(store, settings, null);

    private FieldMemory Recalled()
    {
        FieldMemory memory = New();
        memory.Recall();
        return memory;
    }

    private static TagTable Field(params (string Name, bool IsOnline)[] devices)
    {
        var tags = new TagTable(1 + devices.Length, 1 + devices.Length);
        foreach ((string name, _) in devices)
        {
            tags.Add(tags.AddDevice(name), new TagSpec { Name = "Value", DataType = ProtoLite.DataType.Int32, PeriodMs = 1000 });
        }

        tags.Seal(true);
        for (int i = 0; i < devices.Length; i++)
        {
            tags.SetDeviceState(1 + i, devices[i].IsOnline, QualityReason.None);
        }

        return tags;
    }

    private sealed class Link(int crc) : ILinkFacts
    {
        public int LinkCrc => crc;
    }
}
