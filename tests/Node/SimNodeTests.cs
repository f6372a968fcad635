using FieldNode.Host.Protobuf;

namespace FieldNode.NodeTests;

/// <summary>What other tests believe of <see cref="SimNode"/>.</summary>
public sealed class SimNodeTests
{
    private const string Json = """
        {
          "version": 1, "group": "Plant", "node": "N1",
          "broker": { "host": "broker", "caFile": "ca.pem", "certificateFile": "node.pem", "keyFile": "node.key" },
          "sparkplug": { "mode": "commands" },
          "lines": [ { "name": "a", "port": "/dev/ttyA", "baud": 9600 }, { "name": "b", "port": "/dev/ttyB", "baud": 19200 } ],
          "devices": [
            { "name": "Pump", "line": "a", "unit": 1, "tags": [ { "name": "Speed", "address": 40001, "type": "uint16", "writable": true } ] },
            { "name": "Fan", "line": "b", "unit": 1, "tags": [ { "name": "Speed", "address": 40001, "type": "float" } ] }
          ]
        }
        """;

    [Fact]
    public void Each_line_has_its_own_slaves_and_a_command_reaches_the_right_one()
    {
        SimNode node = SimNode.Start(Json).Run(3000);
        node.Command("Pump", new Metric { Name = "Speed", IntValue = 7 });
        node.Run(3000);
        Assert.Equal(7, node.Plant.Slave("Pump").Register(Field.Modbus.ModbusTable.Holding, 0));
        Assert.Equal(0, node.Plant.Slave("Fan").Register(Field.Modbus.ModbusTable.Holding, 0));
        Assert.Equal(7u, node.Last("Pump", "Speed").IntValue);
    }

    [Fact]
    public void A_power_cut_ends_in_the_will_and_a_restart_begins_a_new_run_over_the_same_flash()
    {
        SimNode node = SimNode.Start(Json).Run(3000);
        node.CutPower();
        int messages = node.Broker.Messages.Count;
        node.Run(60_000);
        Assert.Equal(messages, node.Broker.Messages.Count);
        Assert.Equal("spBv1.0/Plant/NDEATH/N1", node.Broker.Messages[^1].Topic);
        node.Restart().Run(3000);
        Assert.Equal([0ul, 1ul], node.Payloads("NBIRTH/N1").Select(birth => birth.Metrics.Single(m => m.Name == "bdSeq").LongValue));
        Assert.InRange(node.NowMs, 2900, 3100);
        Assert.Equal(66_000, node.Clock.NowMs);
    }

    [Fact]
    public void A_cut_within_a_write_ends_the_run_at_once()
    {
        SimNode node = SimNode.Start(Json).Run(3000);
        var store = (CuttingStore)node.Store;
        store.CutAtWrite = store.Writes;
        node.Plant.Slave("Pump").IsSilent = true; // an event that is on flash within five minutes
        node.Run(400_000);
        Assert.False(node.IsRunning);
        Assert.True(node.Restart().Run(3000).IsRunning);
        Assert.Equal(2, node.Payloads("NBIRTH/N1").Length);
    }

    [Fact]
    public void Hours_of_virtual_time_pass_while_a_test_waits()
    {
        SimNode node = SimNode.Start(Json);
        node.Run(TimeSpan.FromHours(3));
        Assert.InRange(node.Counter("Field/b/unit 1/Requests"), 10_000, 11_000);
        Assert.Single(node.Payloads("NBIRTH/N1"));
    }
}
