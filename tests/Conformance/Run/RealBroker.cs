using System.Diagnostics;
using System.Net;
using FieldNode.Host;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Plant;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace FieldNode.Conformance.Run;

/// <summary>
/// The shipped node over its own packets and a TCP connection, at MQTTnet's broker, for some seconds of real time. Every packet is written down
/// as the broker decoded it, flags and all.
/// </summary>
internal sealed class RealBroker : INodeLog
{
    private const int AskMs = 4_000;    // data has come by then
    private const int RunMsMax = 60_000; // on a machine that does much else
    private const string Server = "broker1";
    private const string Host = "SCADA";

    private readonly List<WireEvent> events = [];

    internal static Recording Record() => new RealBroker().RecordAsync().GetAwaiter().GetResult();

    void INodeLog.Write(NodeEvent what, int number, string name)
    {
    }

    private async Task<Recording> RecordAsync()
    {
        int port = TestPort.Take();
        using MQTTnet.Server.MqttServer broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint().WithDefaultEndpointPort(port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).Build());
        broker.InterceptingInboundPacketAsync += seen =>
        {
            lock (events)
            {
                events.AddRange(PacketEvents.FromNode(seen.Packet, UtcMs(), Server));
            }
            return Task.CompletedTask;
        };
        broker.InterceptingOutboundPacketAsync += seen =>
        {
            lock (events)
            {
                events.AddRange(PacketEvents.ToNode(seen.Packet, UtcMs(), Server));
            }
            return Task.CompletedTask;
        };
        await broker.StartAsync();
        using ConnectTap tap = new(port, connect =>
        {
            lock (events)
            {
                events.AddRange(PacketEvents.FromNode(connect, UtcMs(), Server));
            }
        });
        NodeSettings settings = RunSettings.Good();
        settings.Broker.Host = "127.0.0.1";
        settings.Broker.Port = tap.Port;
        settings.OtherBrokers = [new OtherBrokerSettings { Host = "127.0.0.1", Port = tap.Port }];
        settings.Sparkplug.PrimaryHost = new PrimaryHostSettings { Id = Host };
        await RunAsync(settings, broker);
        await broker.StopAsync();
        lock (events)
        {
            // Both clocks are this PC's. What crosses on the way is a matter of ms, unless the PC does much else.
            return new Recording("MQTTnet's broker", new CheckerOptions
            {
                Group = settings.Group, Node = settings.Node, PrimaryHost = Host, Servers = [Server, "broker2"], AheadMsMax = 5, CrossingMs = 3_000,
            }, [.. events], UtcMs());
        }
    }

    private async Task RunAsync(NodeSettings settings, MQTTnet.Server.MqttServer broker)
    {
        var clock = new SimClock();
        var plant = new SimPlant(settings, clock, new SimulatedPlant());
        using var wire = new MqttNetWire(new MqttNetOptions { PlainTcp = true });
        Node node = NodeBuilder.Build(settings, new NodePorts(wire, new MemoryStore(), this, [.. plant.Lines.Values], plant.Field));
        await InjectAsync(broker, $"{SparkplugTopic.Namespace}/STATE/{Host}",
            System.Text.Encoding.UTF8.GetBytes($$"""{"online":true,"timestamp":{{UtcMs()}}}"""), true);
        long started = Stopwatch.GetTimestamp();
        long askedMs = -1;
        while (!node.IsStopped)
        {
            long nowMs = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            clock.Advance((nowMs * 1000) - clock.NowUs);
            int sleepMs = node.Step(nowMs, UtcMs());
            if (askedMs < 0 && node.Edge.IsBorn && nowMs > AskMs)
            {
                askedMs = nowMs;
                await InjectAsync(broker, CommandWriter.NodeTopic(settings.Group, settings.Node), CommandWriter.Rebirth(DateTime.UtcNow), false);
            }
            if ((node.Edge.NodeBirths > 1 && nowMs > askedMs + AskMs) || nowMs > RunMsMax)
            {
                node.Stop(nowMs, UtcMs());
            }
            await Task.Delay(Math.Clamp(sleepMs, 1, 20));
        }
    }

    private static Task InjectAsync(MQTTnet.Server.MqttServer broker, string topic, byte[] payload, bool retain) =>
        broker.InjectApplicationMessage(new InjectedMqttApplicationMessage(
            new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).Build()));

    private static long UtcMs() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
}
