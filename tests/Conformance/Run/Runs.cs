using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Sim;
using Google.Protobuf;

namespace FieldNode.Conformance.Run;

/// <summary>
/// The runs that `report` makes: the shipped node under virtual time, through what the statements speak of, where the broker is simulated and sees
/// no flags; and a short one at a real broker, which sees every bit.
/// </summary>
internal static class Runs
{
    internal static IReadOnlyList<Recording> All() => [Plain(), PrimaryHost(), RealBroker.Record()];

    /// <summary>Births, data, a rebirth, one of a device, a write, a scan rate, a value that turns bad, a slave that goes and comes, a power cut, an intended end.</summary>
    internal static Recording Plain()
    {
        NodeSettings settings = RunSettings.Good();
        DeviceSettings boiler = settings.Devices.Single(device => device.Name == "Boiler");
        boiler.Tags = [.. boiler.Tags, new TagSettings { Name = "Not there", Table = "holding", Address = 900, Type = "uint16" }]; // bad, and says so
        SimNode node = SimNode.Start(settings, new SimOptions { Moving = new SimulatedPlant() });
        var recorder = new SimRecorder(node, settings.Group, settings.Node);
        node.Run(12_000);
        recorder.Rebirth();
        node.Run(3_000);
        recorder.Deliver(CommandWriter.DeviceTopic(settings.Group, settings.Node, "Boiler"), new Payload
        {
            Metrics = { new Metric { Name = "Setpoint", FloatValue = 64 } },
        }.ToByteArray());
        node.Run(3_000);
        recorder.Deliver(CommandWriter.DeviceTopic(settings.Group, settings.Node, "Boiler"), new Payload
        {
            Metrics = { new Metric { Name = "Device Control/Rebirth", Datatype = (uint)SparkplugType.Boolean, BooleanValue = true } },
        }.ToByteArray());
        node.Run(3_000);
        recorder.Deliver(CommandWriter.NodeTopic(settings.Group, settings.Node), new Payload
        {
            Metrics = { new Metric { Name = "Node Control/Scan Rate", Datatype = (uint)SparkplugType.Int64, LongValue = 2_000 } },
        }.ToByteArray());
        node.Run(10_000);
        recorder.Deliver(CommandWriter.NodeTopic(settings.Group, settings.Node), new Payload
        {
            Metrics = { new Metric { Name = "Node Control/Scan Rate", Datatype = (uint)SparkplugType.Int64, LongValue = 0 } },
        }.ToByteArray());
        node.Run(3_000);
        ModbusSlaveModel tank = node.Plant.Slave("Tank");
        tank.IsSilent = true;
        node.Run(20_000);
        tank.IsSilent = false;
        node.Run(90_000);
        node.Restart();
        node.Run(10_000);
        node.Stop().Run(2_000);
        return recorder.Stop("plain", new CheckerOptions { Group = settings.Group, Node = settings.Node, FlagsUnseen = true, CrossingMs = 100 });
    }

    /// <summary>Another host's STATE, the host offline, online, an old offline, gone, old online on the next broker, and back.</summary>
    private static Recording PrimaryHost()
    {
        const string Host = "SCADA";
        NodeSettings settings = RunSettings.Good();
        settings.OtherBrokers = [new OtherBrokerSettings { Host = "second" }];
        settings.Sparkplug.PrimaryHost = new PrimaryHostSettings { Id = Host };
        SimNode node = SimNode.Start(settings, new SimOptions { Moving = new SimulatedPlant() });
        var recorder = new SimRecorder(node, settings.Group, settings.Node);
        long now() => node.Utc;
        node.Run(2_000);
        recorder.State("ANOTHER", true, now());
        node.Run(2_000);
        recorder.State(Host, true, now());
        node.Run(5_000);
        recorder.State(Host, false, now() - 60_000);
        node.Run(5_000);
        recorder.State(Host, false, now());
        node.Run(2_000);
        recorder.State(Host, true, now());
        node.Run(5_000);
        recorder.State(Host, false, now());
        node.Run(2_000);
        recorder.State(Host, true, now() - 60_000);
        node.Run(2_000);
        recorder.State(Host, true, now());
        node.Run(5_000);
        node.Stop().Run(2_000);
        return recorder.Stop("primary host, two brokers", new CheckerOptions
        {
            Group = settings.Group, Node = settings.Node, PrimaryHost = Host, Servers = ["broker1", "broker2"], FlagsUnseen = true, CrossingMs = 100,
        });
    }
}
