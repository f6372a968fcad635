using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>
/// Which nodes a watch asks for their births, once each: those that were born before it came, for their data is numbers without names. Who does not answer is named once.
/// </summary>
/// <param name="isQuiet">Nobody is asked but who was named.</param>
internal sealed class WatchAsks(HostModel model, bool isQuiet)
{
    /// <summary>Between two requests, in ms: the births of a large plant are not to come all at once.</summary>
    internal const long BetweenMs = 100;

    /// <summary>So long a node may take to answer.</summary>
    internal const long AnswerMs = 10_000;

    private readonly Queue<RebirthTarget> waiting = new();
    private readonly List<(RebirthTarget Target, long AtMs)> asked = [];
    private long lastMs = long.MinValue / 2;

    internal void Ask(RebirthTarget target) => waiting.Enqueue(target);

    internal void Take(HostMessage message)
    {
        if (!isQuiet && message.Parts is { } parts && message.Findings.Any(finding => finding.Kind == FindingKind.JoinedLate))
        {
            var target = new RebirthTarget(parts.Group, parts.Node);
            if (!asked.Exists(one => one.Target == target) && !waiting.Contains(target))
            {
                waiting.Enqueue(target);
            }
        }
    }

    /// <summary>Who is to be asked now, or null. It counts as asked.</summary>
    internal RebirthTarget? Next(long nowMs)
    {
        if (nowMs - lastMs < BetweenMs || !waiting.TryDequeue(out RebirthTarget? target))
        {
            return null;
        }
        lastMs = nowMs;
        asked.Add((target, nowMs));
        return target;
    }

    /// <summary>Who was asked and is not born yet, in words, each once.</summary>
    internal IReadOnlyList<string> TakeUnanswered(long nowMs)
    {
        var words = new List<string>();
        foreach ((RebirthTarget target, long atMs) in asked.Where(one => nowMs - one.AtMs >= AnswerMs).ToArray())
        {
            asked.Remove((target, atMs));
            EdgeNode? node = model.Find(target.Group, target.Node);
            if (node is not { WasBorn: true })
            {
                words.Add(Unanswered(target, isHeard: node is { Counts.Data: > 0 }));
            }
        }
        return words;
    }

    /// <summary>Births may have been missed.</summary>
    internal void LinkLost()
    {
        asked.Clear();
        waiting.Clear();
    }

    private static string Unanswered(RebirthTarget target, bool isHeard)
    {
        string topic = CommandWriter.NodeTopic(target.Group, target.Node);
        return isHeard
            ? $"{target.Group}/{target.Node} sends data and did not answer our request for its births within {AnswerMs / 1000} s: its tags have no names until its next birth. "
                + $"Look whether the broker lets us publish {topic}, and the node read it"
            : $"nothing of {target.Group}/{target.Node}, which was asked for its births {AnswerMs / 1000} s ago. Does it run, is the name right (upper and lower case count), "
                + $"and does the broker let us publish {topic}?";
    }
}
