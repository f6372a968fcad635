using FieldNode.Conformance;
using MQTTnet.Packets;

namespace FieldNode.Cli;

/// <summary>
/// The passive checker on the broker's end of the node's connection: it sees CONNECT with the will, subscriptions, publishes with their flags,
/// deliveries, DISCONNECT and loss. Safe for several threads.
/// </summary>
internal sealed class DemoJudge : IPacketWatch
{
    private const string Server = "broker";

    // One machine, one clock, which may be set meanwhile; what a busy machine delays is no fault of the node.
    private const long ClockMs = 1_000;
    private const long BusyMs = 10_000;

    private readonly object guard = new();
    private readonly ConformanceChecker checker = new(new CheckerOptions
    {
        Group = DemoOptions.Group, Node = DemoOptions.NodeName, AheadMsMax = ClockMs, CrossingMs = BusyMs, AnswerMsMax = 3 * BusyMs,
    });

    private static long UtcMs => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public void Received(string? name, MqttPacket packet) => Tell(name, PacketEvents.FromNode(packet, UtcMs, Server));

    public void Sending(string? name, MqttPacket packet) => Tell(name, PacketEvents.ToNode(packet, UtcMs, Server));

    public void Gone(string? name) => Tell(name, [new LossEvent(UtcMs, Server)]);

    /// <summary>Adds what was broken to what else the demo came to.</summary>
    internal DemoOutcome Judge(DemoOutcome outcome)
    {
        lock (guard)
        {
            checker.Passed(UtcMs);
            Verdict[] broken = [.. checker.Book.Failures];
            return broken.Length == 0 ? outcome : outcome with
            {
                ConformanceFails = broken.Length,
                Reasons = [.. outcome.Reasons, .. broken.Select(verdict => $"the node broke {verdict.Id}: {verdict.Evidence}")],
            };
        }
    }

    private void Tell(string? name, IEnumerable<WireEvent> events)
    {
        if (name != DemoOptions.NodeName)
        {
            return; // what hosts send and hear is none of the node's
        }
        lock (guard)
        {
            foreach (WireEvent seen in events)
            {
                checker.Feed(seen);
            }
        }
    }
}
