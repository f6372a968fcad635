using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>
/// Rebirth requests and what follows them (Sparkplug 3.0.0, 5.11 and 6.4.23), and which values are sent again because a command named them.
/// </summary>
internal sealed class CommandRules(GradeBook book, CheckerOptions options)
{
    private const string Action = "operational-behavior-data-commands-rebirth-action";

    /// <summary>How long a written value may be reported again, changed or not: slaves answer late, and a refused one is told as well. The answer's way to the broker comes on top.</summary>
    private const long EchoMs = 30_000;

    private readonly Dictionary<(string Device, string Name), long> namedMs = [];
    private readonly Dictionary<ulong, long> aliasMs = [];
    private readonly Queue<long> asked = [];
    private long nodeBornMs = long.MinValue;
    private long pendingMs = -1;
    private string? dataAfter;
    private bool inSequence;

    internal void Take(DeliverEvent delivery)
    {
        SparkplugTopic? topic = SparkplugTopic.Parse(delivery.Topic, out _);
        if (topic is not { IsCommand: true } || topic.Group != options.Group || topic.Node != options.Node
            || NodeMessage.Decode(delivery.Payload).Payload is not Payload payload)
        {
            return;
        }
        foreach (Metric metric in payload.Metrics)
        {
            if (metric.HasAlias)
            {
                aliasMs[metric.Alias] = delivery.UtcMs;
            }
            if (metric.HasName)
            {
                namedMs[(topic.Device ?? "", metric.Name)] = delivery.UtcMs;
            }
            bool asksAll = topic.Type == MessageType.NCmd && metric.Name == CommandWriter.RebirthName;
            if (asksAll && metric.ValueCase == Metric.ValueOneofCase.BooleanValue && metric.BooleanValue)
            {
                Ask(delivery.UtcMs);
            }
        }
    }

    /// <summary>True if a command named this metric a short while ago: its value is due again, changed or not.</summary>
    internal bool AsksForEcho(MetricState metric, long utcMs) =>
        (namedMs.TryGetValue((metric.Device, metric.Name), out long at) && utcMs - at <= EchoMs + options.CrossingMs)
        || aliasMs.Values.Any(a => utcMs - a <= EchoMs + options.CrossingMs);

    internal void TakeData(SessionState session, NodeMessage message)
    {
        if (inSequence)
        {
            inSequence = false;
            book.Check($"{Action}-2", session.Owed.Count == 0,
                $"data before the DBIRTH of '{session.Owed.FirstOrDefault()}' in a rebirth");
        }
        if (pendingMs >= 0 && message.Sender.UtcMs > pendingMs + options.CrossingMs)
        {
            dataAfter ??= $"{SparkplugTopic.TextOf(message.Kind!.Value)} {message.Sender.UtcMs - pendingMs} ms after the request";
        }
    }

    internal void TakeNodeBirth(long utcMs)
    {
        nodeBornMs = utcMs;
        if (pendingMs < 0)
        {
            return;
        }
        book.Check($"{Action}-1", dataAfter is null, dataAfter ?? "");
        pendingMs = -1;
        inSequence = true;
    }

    /// <summary>The session is over: its requests are void, the next one starts with births anyway.</summary>
    internal void End()
    {
        pendingMs = -1;
        inSequence = false;
    }

    /// <summary>Judges what should have come by now.</summary>
    internal void Passed(long utcMs)
    {
        if (pendingMs >= 0 && utcMs - pendingMs > options.AnswerMsMax)
        {
            book.Check($"{Action}-2", false, $"no NBIRTH within {options.AnswerMsMax} ms of a rebirth request");
            pendingMs = -1;
        }
    }

    internal void Finish(SessionState? session)
    {
        if (inSequence && session is not null)
        {
            book.Check($"{Action}-2", session.Owed.Count == 0,
                $"no DBIRTH of '{session.Owed.FirstOrDefault()}' in a rebirth");
        }
    }

    private void Ask(long utcMs)
    {
        // A request that crossed the births that answer the one before it is answered by them as well.
        bool crossed = pendingMs < 0 && utcMs - nodeBornMs <= options.CrossingMs;
        long windowMs = options.RebirthBurst * options.RebirthRefillMs;
        while (asked.Count > 0 && utcMs - asked.Peek() >= windowMs)
        {
            asked.Dequeue();
        }
        asked.Enqueue(utcMs); // one that crossed births may have been served by births of its own
        if (asked.Count > options.RebirthBurst || pendingMs >= 0 || crossed)
        {
            return;
        }
        pendingMs = utcMs;
        dataAfter = null;
    }
}
