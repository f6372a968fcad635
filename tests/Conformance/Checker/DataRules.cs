using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>What data may hold: known metrics that changed, in the order of time (Sparkplug 3.0.0, 5.10 and 2.1.3).</summary>
internal sealed class DataRules(GradeBook book, CheckerOptions options)
{
    internal void Take(SessionState session, NodeMessage message, MessageType kind, CommandRules commands)
    {
        bool ofNode = kind == MessageType.NData;
        string data = ofNode ? "ndata" : "ddata";
        string birth = ofNode ? "nbirth" : "dbirth";
        var metrics = message.Payload!.Metrics;
        bool own = metrics.Count > 0;
        string wrong = "no metric";
        foreach (Metric metric in metrics)
        {
            MetricState? state = Find(session, metric, message.Device);
            string label = state is not null ? $"'{state.Name}'" : metric.HasAlias ? $"alias {metric.Alias}" : $"'{metric.Name}'";
            bool known = state is not null && state.Device == message.Device;
            book.Check([$"topics-{birth}-metric-reqs", $"operational-behavior-data-publish-{birth}"], known,
                $"{label} is not in the {birth.ToUpperInvariant()}");
            if (!known)
            {
                own = false;
                wrong = $"{label} is no metric of it";
                continue;
            }
            if (!metric.IsHistorical)
            {
                book.Check($"operational-behavior-data-publish-{birth}-order", metric.Timestamp >= state!.TimestampMs,
                    $"{label} has timestamp {metric.Timestamp} after {state.TimestampMs}");
                CheckChange(state, metric, label, birth, message, commands);
                state.Take(metric, message.Sender.UtcMs);
            }
        }
        book.Check($"topics-{data}-payload", own, wrong);
    }

    private void CheckChange(
        MetricState state, Metric metric, string label, string birth, NodeMessage message, CommandRules commands)
    {
        if (options.RepeatMs == CheckerOptions.RepeatUnknown)
        {
            return;
        }
        long utcMs = message.Sender.UtcMs;
        bool due = options.RepeatMs > 0 && utcMs - state.SentMs >= options.RepeatMs - options.CrossingMs;
        bool changed = !state.Repeats(metric) || due || commands.AsksForEcho(state, utcMs);
        book.Check(["principles-rbe-recommended", $"operational-behavior-data-publish-{birth}-change"], changed,
            $"{label} is sent again, and did not change");
    }

    private static MetricState? Find(SessionState session, Metric metric, string device) =>
        metric.HasAlias ? session.FindAlias(metric.Alias) : session.FindName(device, metric.Name);
}
