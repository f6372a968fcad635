using FieldNode.Conformance;
using FieldNode.Host;
using FieldNode.Settings;

namespace FieldNode.Interop.Tests;

/// <summary>
/// The passive checker of tests/Conformance beside a test: it grades what a tap saw between node and broker, or, where a test is about TLS itself
/// and nothing may stand between, what the stage's host heard. Safe for several threads.
/// </summary>
internal sealed class SessionJudge
{
    // Node, tap and broker have one clock, and it may be set while the test runs; what a busy machine delays is no fault of the node.
    private const long ClockMs = 1_000;
    private const long BusyMs = 30_000;

    /// <summary>What a node does whose settings say so, for hosts that want it (docs/settings.md).</summary>
    public const string DatatypeInData = "payloads-metric-datatype-not-req";

    /// <summary>Sees each packet of the node beside the checker, if there is one; before the node starts.</summary>
    public WireWitness? Witness { get; set; }

    private readonly object guard = new();
    private readonly ConformanceChecker checker;
    private readonly List<string> unread = [];
    private readonly HashSet<string> departures = [];
    private readonly SemaphoreSlim turn = new(1);
    private readonly bool isTapped;

    public SessionJudge(NodeSettings settings, bool isTapped)
    {
        this.isTapped = isTapped;
        if (settings.Sparkplug?.DatatypeInData == true)
        {
            departures.Add(DatatypeInData);
        }
        checker = new ConformanceChecker(new CheckerOptions
        {
            Group = settings.Group, Node = settings.Node, PrimaryHost = settings.Sparkplug?.PrimaryHost is { Legacy: false } host ? host.Id : null,
            Servers = [.. Enumerable.Range(1, 1 + (settings.OtherBrokers?.Length ?? 0)).Select(ServerName)],
            PublishesOnly = !isTapped, AheadMsMax = ClockMs, CrossingMs = BusyMs, AnswerMsMax = 2 * BusyMs,
        });
    }

    /// <summary>The node connects where no tap is, too: that some numbers of sessions are missing is no finding then.</summary>
    public void MissesConnects() => departures.UnionWith(["message-flow-edge-node-birth-publish-will-message-payload-bdSeq", "topics-nbirth-bdseq-increment"]);

    /// <summary>A connection begins. The one before it is told to its end first, however busy this machine is: a node has one at a time.</summary>
    public async Task<PacketWatch> WatchAsync(string server, CancellationToken ending)
    {
        bool isAlone = await turn.WaitAsync(TimeSpan.FromMilliseconds(BusyMs), ending); // else it has two, and the checker shall see that
        return new PacketWatch(server, Tell, () =>
        {
            if (isAlone)
            {
                turn.Release();
            }
        }, Witness?.Begin());
    }

    /// <summary>The name of a broker by its place in the node's list, from 1.</summary>
    public static string ServerName(int number) => $"broker{number}";

    public void Tell(WireEvent seen)
    {
        lock (guard)
        {
            checker.Feed(seen);
        }
    }

    /// <summary>A connection of the node could not be read along.</summary>
    public void Blind(Exception why)
    {
        lock (guard)
        {
            unread.Add(why.ToString());
        }
    }

    /// <summary>What the stage's host heard; counts only where there is no tap.</summary>
    public void TellHeard(string topic, byte[] payload, DateTime utc, bool retained)
    {
        if (!isTapped && !retained && SparkplugTopic.Parse(topic, out _) is { Type: not MessageType.State } parts)
        {
            long utcMs = new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
            Tell(parts.IsCommand
                ? new DeliverEvent(utcMs, ServerName(1), topic, payload)
                : new PublishEvent(utcMs, ServerName(1), topic, 0, false, payload));
        }
    }

    /// <summary>Fails the test if a statement was broken: its id, what it says, and the evidence.</summary>
    /// <param name="hasBirths">A host heard the node's births: then they were graded, or this judge looked elsewhere.</param>
    public void ThrowIfBroken(bool hasBirths)
    {
        lock (guard)
        {
            checker.Passed(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            string[] broken =
            [
                .. unread.Select(why => "a connection of the node could not be read: " + why),
                .. checker.Book.Failures.Where(v => !departures.Contains(v.Id)).Select(v => $"{v.Id} ({Catalogue.Find(v.Id)?.Statement}) {v.Fails} time(s), first {v.Evidence}"),
            ];
            bool isGraded = checker.Book.Of("topics-nbirth-topic") != Grade.NotSeen;
            Assert.True(isGraded || !hasBirths, "the node was born, and nothing of it was graded");
            Assert.True(broken.Length == 0, "the node broke Sparkplug:\n" + string.Join('\n', broken));
        }
    }
}
