using FieldNode.Field;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using FieldNode.Tags;
using FieldNode.Virtual;
using FieldNode.Virtual.Sim;

namespace FieldNode.Level0;

public sealed class SimBoardTests
{
    [Fact]
    public void A_node_on_the_simulated_board_shows_devices_of_all_kinds_good_but_for_the_loose_wire_and_the_forced_tag()
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = "Plant", Node = "N1",
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        };
        SimBoardSettings.AddTo(settings);
        Assert.Equal(SensorKinds.Names.Order(), settings.Sensors.Select(sensor => sensor.Kind).Distinct().Order());
        var faults = new FaultList(10);
        Assert.True(SettingsCheck.Run(settings, faults), faults.Count > 0 ? faults.PathOf(0) + ": " + faults.AllowedOf(0) : "");
        long nowMs = 1000;
        var wire = new SimWire();
        using var ports = new VirtualPorts(wire, new MemoryStore(), new QuietLog(), [null], new SimBoard(() => nowMs));
        Node node = NodeBuilder.Build(settings, ports);
        var broken = new HashSet<string>();
        while (nowMs < 60_000)
        {
            nowMs += Math.Clamp(node.Step(nowMs, SensorRig.Utc + nowMs), 1, 50);
            for (int tag = 0; nowMs > 8000 && tag < node.Tags.Count; tag++)
            {
                if (node.Tags.QualityOf(tag) != Quality.Good)
                {
                    broken.Add(node.Tags.NameOf(tag));
                }
            }
        }

        Assert.Equal(["Loose wire", "Resistance"], broken.Order());
        string[] births = [.. wire.Broker.Messages.Where(p => p.Topic.Contains("DBIRTH")).Select(p => p.Topic.Split('/')[^1]).Order()];
        Assert.Equal(["Battery", "Duct", "Greenhouse", "Loops", "Oven", "Pipe", "Room", "Terminals"], births);
        Assert.Equal(SimBoardSettings.Devices, births.Length);
        Assert.True(wire.Broker.Messages.Count(p => p.Topic.Contains("DDATA")) > 100);
        Assert.All(wire.Broker.Messages, p => Payload.Parser.ParseFrom(p.Payload));
    }
}
