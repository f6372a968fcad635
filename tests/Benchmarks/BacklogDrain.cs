using System.Diagnostics;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.Benchmarks;

/// <summary>
/// An outage of 100,000 metrics, in virtual time: how long they take to go out once the link is back, how old live data is meanwhile when it arrives, and
/// what the node computes for each.
/// </summary>
internal static class BacklogDrain
{
    private const int Tags = 50;
    private const int PeriodMs = 1000;
    private const int Metrics = 100_000;
    private const long Utc0 = 1_790_000_000_000;
    private const long DrainMaxMs = 600_000;

    public static int Run()
    {
        long nowMs = 1000;
        var broker = new SimBroker(() => nowMs);
        var wire = new SimWire(broker);
        Node node = NodeBuilder.Build(Settings(), new NodePorts(wire, new MemoryStore(), new QuietLog(), [new AnsweringLine()], null));
        void Until(Func<bool> isDone, long maxMs)
        {
            for (long endMs = nowMs + maxMs; nowMs < endMs && !isDone();)
            {
                nowMs += Math.Max(1, node.Step(nowMs, Utc0 + nowMs));
            }
        }

        Until(() => false, 10_000);
        wire.IsCut = true;
        long before = node.Edge.Journal.Captured;
        Until(() => node.Edge.Journal.Captured - before >= Metrics, long.MaxValue / 2);
        broker.Clear();
        wire.IsCut = false;
        Until(() => node.Edge.IsBorn, DrainMaxMs);
        long bornMs = nowMs;
        long clock = Stopwatch.GetTimestamp();
        Until(() => !node.Edge.Journal.HasBacklog, DrainMaxMs);
        double ms = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        long drainedMs = nowMs - bornMs;
        Until(() => false, 5000); // the last receipt
        long told = 0;
        long lateMs = 0;
        foreach (SimPacket message in broker.Messages.Where(m => m.Topic.Contains("/DDATA/", StringComparison.Ordinal)))
        {
            foreach (Metric metric in Payload.Parser.ParseFrom(message.Payload).Metrics)
            {
                told += metric.IsHistorical ? 1 : 0;
                lateMs = metric.IsHistorical ? lateMs : Math.Max(lateMs, message.AtMs + Utc0 - (long)metric.Timestamp);
            }
        }

        long dropped = node.Edge.Journal.Dropped;
        bool holds = told >= Metrics - Tags && dropped == 0 && lateMs <= PeriodMs && node.Edge.Journal.Depth <= Tags;
        Console.WriteLine(FormattableString.Invariant(
            $"backlog: metrics={told} drained_in_ms={drainedMs} live_late_max_ms={lateMs} of {PeriodMs} dropped={dropped} ns_per_metric={ms * 1e6 / told:F0} {(holds ? "ok" : "failed")}"));
        return holds ? 0 : 1;
    }

    private static NodeSettings Settings() => new()
    {
        Version = 1, Group = "G", Node = "N",
        Broker = new BrokerSettings { Host = "h" },
        Sparkplug = new SparkplugSettings { HealthPeriodMs = 3_600_000 },
        Journal = new JournalSettings { RamBytes = 262_144, FlashBytes = 4_194_304 },
        Lines = [new LineSettings { Name = "l", Port = "p", Baud = 115200 }],
        Devices = [new DeviceSettings
        {
            Name = "D", Line = "l", Unit = 1,
            Tags = [.. Enumerable.Range(0, Tags).Select(i => new TagSettings
            {
                Name = "Value " + i, Table = "holding", Address = 2 * i, Type = "float", PeriodMs = PeriodMs,
            })],
        }],
    };
}
