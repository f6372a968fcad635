using System.Globalization;
using System.Text;
using FieldNode.Host;
using FieldNode.Sparkplug;
using EdgeNode = FieldNode.Host.EdgeNode;

namespace FieldNode.Cli;

/// <summary>
/// Follows one value from the command to what comes back: the tag itself, and what a FieldNode counts of commands (<c>Node/Commands/…</c>). Nodes of other makers have no such
/// counters; of them only the value speaks.
/// </summary>
internal sealed class WriteDialog
{
    private const string LastNotDone = "Node/Commands/Last not done";
    private const int NameBytes = 30; // of the name in it, as in the event ring
    private const long GraceMs = 2_000;

    private static readonly string[] Counters = [.. new[] { "Refused by policy", "Refused by value", "Failed", "Not sent" }.Select(name => "Node/Commands/" + name)];

    private readonly WriteTarget target;
    private readonly EdgeNode node;
    private readonly EdgeMetric metric;
    private readonly string topic;
    private readonly ulong sentMs;
    private readonly long[] before;
    private readonly object? lastBefore;
    private readonly long startMs;
    private readonly long timeoutMs;
    private long verdictMs;
    private long diedMs = -1;

    /// <param name="sentMs">The time in the command's payload, by which our own is known again.</param>
    internal WriteDialog(WriteTarget target, EdgeNode node, EdgeMetric metric, object asked, ulong sentMs, long nowMs, long timeoutMs)
    {
        this.target = target;
        this.node = node;
        this.metric = metric;
        this.sentMs = sentMs;
        this.timeoutMs = timeoutMs;
        startMs = nowMs;
        Asked = asked;
        Old = metric.Value;
        topic = metric.Device is null ? CommandWriter.NodeTopic(target.Group, target.Node) : CommandWriter.DeviceTopic(target.Group, target.Node, metric.Device);
        before = [.. Counters.Select(Count)];
        lastBefore = node.Own.Find(LastNotDone)?.Value;
    }

    internal string Topic => topic;

    internal object Asked { get; }

    internal object? Old { get; }

    /// <summary>What came for the tag last since the command, or null.</summary>
    internal MetricSample? Back { get; private set; }

    internal WriteOutcome Outcome { get; private set; } = WriteOutcome.Waiting;

    /// <summary>What the node said of the command; Passed: nothing.</summary>
    internal CommandVerdict Verdict { get; private set; }

    /// <summary>The broker passed the command on: it came to us as well.</summary>
    internal bool IsPassedOn { get; private set; }

    /// <summary>ms from the command to the value.</summary>
    internal long AfterMs { get; private set; }

    internal void Take(HostMessage message, long nowMs)
    {
        if (message.Topic == topic && message.TimestampMs == sentMs)
        {
            IsPassedOn = true;
        }
        else if (message.Parts is { IsData: true } or { IsBirth: true })
        {
            if (message.Parts.Device == metric.Device && message.Metrics.LastOrDefault(m => m.Name == metric.Name && !m.IsHistorical) is { } sample)
            {
                TakeValue(sample, nowMs);
            }
            LookForVerdict(nowMs);
        }
        else if (message.Parts is { Type: MessageType.NDeath or MessageType.DDeath } parts && (parts.Device is null ? !node.Online : parts.Device == metric.Device))
        {
            diedMs = diedMs < 0 ? nowMs : diedMs; // a device that is given up over our write: the verdict comes with its node's next data
        }
    }

    internal void Passed(long nowMs)
    {
        if (Outcome != WriteOutcome.Waiting)
        {
            return;
        }
        if (Verdict == CommandVerdict.Passed && IsPassedOn && IsAsked)
        {
            Outcome = WriteOutcome.Written; // the value came before the command came back to us
        }
        else if (Verdict != CommandVerdict.Passed && (Back is not null || nowMs - verdictMs >= GraceMs))
        {
            Outcome = Verdict == CommandVerdict.Differs ? WriteOutcome.Differs : WriteOutcome.Refused;
        }
        else if (diedMs >= 0 && nowMs - diedMs >= GraceMs)
        {
            Outcome = WriteOutcome.Died;
        }
        else if (nowMs - startMs >= timeoutMs)
        {
            Outcome = !IsPassedOn ? WriteOutcome.NotPassedOn : Back is not null ? WriteOutcome.Differs : WriteOutcome.Unanswered;
        }
    }

    private void TakeValue(MetricSample sample, long nowMs)
    {
        Back = sample;
        AfterMs = nowMs - startMs;
        if (IsAsked && Verdict == CommandVerdict.Passed && !(IsNoNews && !IsPassedOn))
        {
            Outcome = WriteOutcome.Written;
        }
    }

    private bool IsAsked => Back is { IsNull: false, Quality: MetricProperties.GoodQuality } back && WriteValue.IsSame(Asked, back.Value);

    /// <summary>The tag held that value before: one that comes before the command can have been passed on says nothing.</summary>
    private bool IsNoNews => WriteValue.IsSame(Asked, Old);

    private void LookForVerdict(long nowMs)
    {
        bool isCounted = Counters.Where((_, i) => Count(Counters[i]) > before[i]).Any();
        object? last = node.Own.Find(LastNotDone)?.Value;
        if (Outcome != WriteOutcome.Waiting || last is not string text || !(isCounted || !Equals(last, lastBefore)))
        {
            return;
        }
        string[] parts = text.Split(' ', 2);
        if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number != 0 && IsOurs(parts.Length > 1 ? parts[1] : ""))
        {
            (Verdict, verdictMs) = ((CommandVerdict)number, nowMs);
        }
    }

    /// <summary>device/tag, cut to 30 bytes; the device alone where no tag is known, nothing for the node.</summary>
    private bool IsOurs(string name)
    {
        string full = metric.Device is null ? metric.Name : $"{metric.Device}/{metric.Name}";
        return name == full || name == (metric.Device ?? "")
            || (Encoding.UTF8.GetByteCount(name) > NameBytes - 4 && full.StartsWith(name.TrimEnd('\ufffd'), StringComparison.Ordinal));
    }

    private long Count(string counter) => node.Own.Find(counter)?.Value is long count ? count : 0;
}
