using FieldNode.Host;

namespace FieldNode.Conformance;

/// <summary>
/// Grades every node of which a subscriber hears: one checker for each, made when its first NBIRTH comes. What came before that birth says
/// nothing, and what has no node's place in its topic belongs to nobody. Not safe for several threads.
/// </summary>
public sealed class SubscriberCheck
{
    private const string Server = "broker";

    private readonly Func<string, string, CheckerOptions> optionsOf;
    private readonly SortedDictionary<string, ConformanceChecker> nodes = new(StringComparer.Ordinal);

    public SubscriberCheck(Func<string, string, CheckerOptions>? optionsOf = null) => this.optionsOf = optionsOf ?? Usual;

    /// <summary>A statement was seen broken for the first time by that node (group/node).</summary>
    public event Action<string, Verdict>? Broken;

    /// <summary>Verdicts by group/node.</summary>
    public IEnumerable<KeyValuePair<string, GradeBook>> Books => nodes.Select(n => KeyValuePair.Create(n.Key, n.Value.Book));

    /// <summary>A subscriber's view: its clock and the node's may differ by a second.</summary>
    public static CheckerOptions Usual(string group, string node) => new()
    {
        Group = group, Node = node, PublishesOnly = true, AheadMsMax = 1_000, CrossingMs = 5_000, RepeatMs = CheckerOptions.RepeatUnknown,
    };

    /// <summary>Takes a message as the broker delivered it.</summary>
    /// <param name="retained">It came out of the broker's store: no news of the node.</param>
    public void Take(long utcMs, string topic, byte[] payload, bool retained)
    {
        string[] levels = topic.Split('/');
        if (retained || levels.Length < 4)
        {
            return;
        }
        string key = levels[1] + "/" + levels[3];
        SparkplugTopic? parts = SparkplugTopic.Parse(topic, out _);
        if (!nodes.TryGetValue(key, out ConformanceChecker? checker))
        {
            if (parts is not { Type: MessageType.NBirth })
            {
                return;
            }
            nodes.Add(key, checker = new ConformanceChecker(optionsOf(parts.Group, parts.Node)));
            checker.Book.Broken += verdict => Broken?.Invoke(key, verdict);
        }
        checker.Feed(parts is { IsCommand: true }
            ? new DeliverEvent(utcMs, Server, topic, payload)
            : new PublishEvent(utcMs, Server, topic, 0, false, payload));
    }

    /// <summary>Time passes without a message: judges what should have come by now.</summary>
    public void Passed(long utcMs)
    {
        foreach (ConformanceChecker checker in nodes.Values)
        {
            checker.Passed(utcMs);
        }
    }

    /// <summary>The host lost its own link, or ends: sessions that it saw are over for it.</summary>
    public void End(long utcMs)
    {
        foreach (ConformanceChecker checker in nodes.Values)
        {
            checker.Feed(new LossEvent(utcMs, Server));
        }
    }
}
