using System.Globalization;
using System.Text;
using FieldNode.Host;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Simulation;

/// <summary>
/// The host behind the brokers: it holds what it gets while it is there, and commands where it heard the node's last birth.
/// <para>This file: messages. ScadaHost.Links.cs: where it is, and what STATE says of it.</para>
/// </summary>
/// <param name="isPrimary">It is the node's primary host, and says by STATE where it is.</param>
/// <param name="moves">It is at one broker at a time; else at all of them.</param>
internal sealed partial class ScadaHost(World world, SampleBook book, bool isPrimary, bool moves)
{
    /// <summary>The control that sends a node to its next server.</summary>
    public const string NextServer = "Node Control/Next Server";

    private int nodeAt; // the broker by which the node's last birth came

    /// <summary>Told of the topic of each message that it gets.</summary>
    public Action<string>? Heard { get; init; }

    /// <summary>A message of the node, handed on by a broker.</summary>
    public void Take(Broker from, string topic, Payload? payload)
    {
        if (!links[from.Index].IsConnected || payload is null)
        {
            return;
        }

        if (topic.Contains("/NBIRTH/", StringComparison.Ordinal))
        {
            nodeAt = from.Index;
        }

        Heard?.Invoke(topic);
        book.AtHost(payload);
    }

    /// <summary>Asks for a rebirth.</summary>
    public void AskRebirth() => Send(CommandWriter.NodeTopic(Site.Group, Site.Node), CommandWriter.Rebirth(Utc.UtcDateTime));

    /// <summary>Asks for a restart of the node.</summary>
    public void AskReboot() => SendControl("Node Control/Reboot");

    /// <summary>Sends the node to its next server.</summary>
    public void AskNextServer() => SendControl(NextServer);

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

    private void SendControl(string name) => SendMetric(CommandWriter.NodeTopic(Site.Group, Site.Node),
        new Metric { Name = name, Datatype = (uint)SparkplugType.Boolean, BooleanValue = true });

    private void SendMetric(string topic, Metric metric)
    {
        long now = Utc.ToUnixTimeMilliseconds();
        metric.Timestamp = (ulong)now;
        Send(topic, new Payload { Timestamp = (ulong)now, Metrics = { metric } }.ToByteArray());
    }

    private void Send(string topic, byte[] payload)
    {
        if (links[nodeAt].IsConnected)
        {
            links[nodeAt].Broker.Publish(topic, payload, retain: false);
        }
    }

    private byte[] State(bool online, long atMs) => Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $$"""{"online":{{(online ? "true" : "false")}},"timestamp":{{atMs}}}"""));
}
