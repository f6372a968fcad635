using System.Globalization;
using System.Text;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Simulation;

/// <summary>The host behind the first broker: it holds what it gets while it is there, says so by STATE if it is the primary one, and commands.</summary>
internal sealed class ScadaHost(World world, SampleBook book, bool isPrimary)
{
    private const string StateTopic = SparkplugTopic.Namespace + "/STATE/" + Site.HostId;

    private Broker broker = null!;
    private bool isRunning;    // its process
    private bool isConnected;  // to the broker
    private long connectedMs;

    /// <summary>Told of the topic of each message that it gets.</summary>
    public Action<string>? Heard { get; init; }

    /// <summary>Begins at a broker.</summary>
    public void Begin(Broker at)
    {
        broker = at;
        isRunning = true;
        Connect();
    }

    /// <summary>A message of the node, handed on by the broker.</summary>
    public void Take(string topic, Payload? payload)
    {
        if (isConnected && payload is not null)
        {
            Heard?.Invoke(topic);
            book.AtHost(payload);
        }
    }

    /// <summary>The broker ended, and its subscriptions with it.</summary>
    public void OnBrokerGone()
    {
        isConnected = false;
        Connect();
    }

    /// <summary>Its process dies, and comes back; the broker publishes its will.</summary>
    public void Fail(long ms)
    {
        if (!isRunning)
        {
            return;
        }

        isRunning = false;
        if (isConnected && isPrimary)
        {
            broker.Publish(StateTopic, State(false), retain: true);
        }

        isConnected = false;
        world.After(ms * 1000, () =>
        {
            isRunning = true;
            Connect();
        });
    }

    /// <summary>Asks for a rebirth.</summary>
    public void AskRebirth() => Send(CommandWriter.NodeTopic(Site.Group, Site.Node), CommandWriter.Rebirth(Utc.UtcDateTime));

    /// <summary>Asks for a restart of the node.</summary>
    public void AskReboot() => SendMetric(CommandWriter.NodeTopic(Site.Group, Site.Node),
        new Metric { Name = "Node Control/Reboot", Datatype = (uint)SparkplugType.Boolean, BooleanValue = true });

    /// <summary>Writes the set point.</summary>
    public void WriteSetpoint(int value) => SendMetric(CommandWriter.DeviceTopic(Site.Group, Site.Node, Site.MeterDevice),
        new Metric { Name = Site.SetpointTag, Datatype = (uint)SparkplugType.Int16, IntValue = (uint)value });

    /// <summary>Sends bytes that are no payload, or one that the node does not have.</summary>
    public void SendNonsense()
    {
        byte[] bytes = new byte[world.Chance.Below(60)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)world.Chance.Next();
        }

        Send(CommandWriter.DeviceTopic(Site.Group, Site.Node, world.Chance.Is(0.5) ? Site.MeterDevice : "Nobody"), bytes);
    }

    private DateTimeOffset Utc => DateTimeOffset.FromUnixTimeMilliseconds(SimNode.Utc0 + world.Clock.NowMs);

    private void SendMetric(string topic, Metric metric)
    {
        long now = Utc.ToUnixTimeMilliseconds();
        metric.Timestamp = (ulong)now;
        Send(topic, new Payload { Timestamp = (ulong)now, Metrics = { metric } }.ToByteArray());
    }

    private void Send(string topic, byte[] payload)
    {
        if (isConnected)
        {
            broker.Publish(topic, payload, retain: false);
        }
    }

    // Until the broker is there.
    private void Connect()
    {
        if (!isRunning || isConnected)
        {
            return;
        }

        if (!broker.IsUp)
        {
            world.After(1_000_000, Connect);
            return;
        }

        isConnected = true;
        connectedMs = Utc.ToUnixTimeMilliseconds();
        if (isPrimary)
        {
            broker.Publish(StateTopic, State(true), retain: true);
        }
    }

    private byte[] State(bool online) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{connectedMs}}}"""));
}
