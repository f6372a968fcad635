using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// What a host does wrong in a command (Sparkplug 3.0.0, 5.8, 6.4.29 and 6.4.30), each with what to do. What its values are is read as in any
/// message, by <see cref="MetricReader"/>.
/// </summary>
internal sealed class CommandRules(EdgeNode node, SparkplugTopic parts, HostMessage message, FindingBook book)
{
    private const long ClockMsMax = 60_000;

    private readonly EdgeDevice? owner = parts.Device is null ? node.Own : node.FindDevice(parts.Device);

    internal void Take(Payload payload)
    {
        CheckReceiver();
        CheckTime();
        bool asks = false;
        foreach (Metric metric in payload.Metrics)
        {
            if (metric.HasName && metric.Name.Equals(CommandWriter.RebirthName, StringComparison.OrdinalIgnoreCase))
            {
                asks |= IsRebirth(metric);
            }
            else
            {
                CheckTarget(metric);
            }
        }
        if (asks)
        {
            node.RebirthAsks.Asked(message.ReceivedUtc, book);
        }
    }

    // Of a node that was never heard of nothing is said: it may have been born before this host came.
    private void CheckReceiver()
    {
        if (node is { WasBorn: true, Online: false })
        {
            book.Add(FindingKind.CommandToOffline, $"{node.Group}/{node.Name} is offline: nobody takes this command. Send it after its next NBIRTH");
        }
        else if (node.Online && parts.Device is not null && owner is not { Online: true })
        {
            bool isKnown = owner is { Died: true } or { Metrics.Count: > 0 };
            book.Add(FindingKind.CommandToOffline, !isKnown
                ? $"no DBIRTH named a device {parts.Device}: nobody takes this command. Check the name, upper and lower case too"
                : $"device {parts.Device} is dead: its node refuses this command. Send it after its next DBIRTH");
        }
    }

    private void CheckTime()
    {
        if (message.TimestampMs is not ulong at)
        {
            return;
        }
        long ahead = MetricReader.AheadMs(at, message.ReceivedUtc);
        if (Math.Abs(Math.Clamp(ahead, -long.MaxValue, long.MaxValue)) > ClockMsMax)
        {
            book.Add(FindingKind.CommandTime,
                $"the command's time is {Math.Abs(ahead) / 1000.0:0.0} s {(ahead > 0 ? "ahead" : "behind")}: a node with commandAgeMaxMs refuses it. Set the clock of the host "
                + "that sent it, or look what holds its commands up");
        }
    }

    private bool IsRebirth(Metric metric)
    {
        const string Name = CommandWriter.RebirthName;
        if (metric.Name != Name)
        {
            book.Add(FindingKind.CommandUnknown, $"{metric.Name} is no request for a rebirth: names are case-sensitive. Write {Name}");
            return false;
        }
        if (parts.Type != MessageType.NCmd)
        {
            book.Add(FindingKind.CommandUnknown, $"{Name} is a metric of the node. Send it as NCMD to spBv1.0/{node.Group}/NCMD/{node.Name}");
            return false;
        }
        if (metric.ValueCase != Metric.ValueOneofCase.BooleanValue)
        {
            book.Add(FindingKind.RebirthMalformed, $"{Name} has no boolean_value: the node does not take it as a request. Write it as Boolean true");
            return false;
        }
        return metric.BooleanValue; // false is what a host writes to reset its own tag
    }

    // Only a birth that was heard says what there is.
    private void CheckTarget(Metric metric)
    {
        if (owner is not { Online: true })
        {
            return;
        }
        EdgeMetric? named = metric.HasName && metric.Name.Length > 0 ? owner.Find(metric.Name) : null;
        EdgeMetric? aliased = metric.HasAlias && node.FindAlias(metric.Alias) is { } found ? found : null;
        if (named is not null && aliased is not null && named != aliased)
        {
            book.Add(FindingKind.CommandContradicts,
                $"name {metric.Name} and alias {metric.Alias} are of two metrics, the alias of {FullName(aliased)}: the node refuses it. Write the name alone, or the "
                + "alias of the last birth");
            return;
        }
        EdgeMetric? target = named ?? (aliased?.Device == parts.Device ? aliased : null);
        if (target is null && (metric.HasAlias || metric.HasName))
        {
            book.Add(FindingKind.CommandUnknown, Unknown(metric, aliased));
        }
        else if (target is not null)
        {
            CheckValue(metric, target);
        }
    }

    private string Unknown(Metric metric, EdgeMetric? aliased)
    {
        if (metric.HasName && metric.Name.Length > 0)
        {
            EdgeMetric? near = owner!.Metrics.FirstOrDefault(m => m.Name.Equals(metric.Name, StringComparison.OrdinalIgnoreCase));
            return $"no birth declared {metric.Name}: the node refuses it. " + (near is null ? "Take names from the last birth" : $"It is spelt {near.Name}");
        }
        return aliased is null
            ? $"no birth gave alias {metric.Alias}: the node refuses it. Aliases change with births: take them from the last one, or write names"
            : $"alias {metric.Alias} is of {FullName(aliased)}, which this topic does not reach: the node refuses it. Send it on that one's topic";
    }

    private void CheckValue(Metric metric, EdgeMetric target)
    {
        bool isReal = target.Type is SparkplugType.Float or SparkplugType.Double;
        bool isSigned = (metric.ValueCase == Metric.ValueOneofCase.IntValue && metric.IntValue > int.MaxValue)
            || (metric.ValueCase == Metric.ValueOneofCase.LongValue && metric.LongValue > long.MaxValue);
        if (isReal && isSigned && !metric.HasDatatype)
        {
            book.Add(FindingKind.CommandUntyped,
                $"a whole number without a datatype for {target.Name}, a {target.Type}: whether it is negative or large nobody can tell; the node takes it as negative. "
                + "Write float_value or double_value, or the datatype beside it");
            return;
        }
        double? value = metric.ValueCase switch
        {
            Metric.ValueOneofCase.FloatValue => metric.FloatValue,
            Metric.ValueOneofCase.DoubleValue => metric.DoubleValue,
            Metric.ValueOneofCase.IntValue => unchecked((int)metric.IntValue),
            _ => null,
        };
        bool hasRange = target is { Low: double low, High: double high } && low < high;
        if (hasRange && (value < target.Low || value > target.High))
        {
            book.Add(FindingKind.CommandOutOfRange, $"{value} is outside {target.Low} to {target.High}, the range of {target.Name} in its birth: a FieldNode refuses it");
        }
    }

    private static string FullName(EdgeMetric metric) => metric.Device is null ? metric.Name : $"{metric.Device}/{metric.Name}";
}
