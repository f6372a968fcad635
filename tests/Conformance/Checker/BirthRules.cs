using FieldNode.Host;
using FieldNode.Host.Protobuf;

namespace FieldNode.Conformance;

/// <summary>What a birth holds (Sparkplug 3.0.0, 4.2.1, 4.3.1, 5.10 and 6.4.19 to 6.4.22).</summary>
internal sealed class BirthRules(GradeBook book, CheckerOptions options)
{
    private const string Rebirth = "operational-behavior-data-commands-rebirth";

    internal void TakeNode(SessionState session, Payload payload)
    {
        CheckBdSeq(session, payload);
        CheckRebirth(payload);
        session.ForgetAll();
        session.NodeBorn = true;
    }

    internal void TakeDevice(SessionState session, string device)
    {
        session.Forget(device);
        session.Born.Add(device);
        session.Owed.Remove(device);
    }

    /// <summary>Declares the metrics of a birth and grades each.</summary>
    internal void Declare(SessionState session, NodeMessage message, MessageType kind)
    {
        string name = SparkplugTopic.TextOf(kind).ToLowerInvariant();
        foreach (Metric metric in message.Payload!.Metrics)
        {
            CheckMetric(metric, name);
            CheckAlias(session, metric, message.Device, message.Sender.UtcMs);
        }
    }

    private void CheckBdSeq(SessionState session, Payload payload)
    {
        Metric? metric = payload.Metrics.FirstOrDefault(m => m.Name == "bdSeq");
        book.Check(["topics-nbirth-bdseq-included", "payloads-nbirth-bdseq"], metric is not null, "no metric bdSeq");
        if (metric is null || options.PublishesOnly)
        {
            return;
        }
        ulong? bdSeq = NodeMessage.BdSeqOf(payload);
        bool same = bdSeq is not null && bdSeq == session.WillBdSeq;
        string wrong = $"bdSeq {bdSeq?.ToString() ?? "is no Int64"}, and the will's is {session.WillBdSeq?.ToString() ?? "missing"}";
        book.Check(["topics-nbirth-bdseq-matching", "payloads-nbirth-bdseq-repeat"], same, wrong);
        book.Check("message-flow-edge-node-birth-publish-nbirth-payload-bdSeq",
            same && metric.Datatype == (uint)SparkplugType.Int64, wrong + $", datatype {metric.Datatype}");
        if (session.NodeBorn)
        {
            book.Check($"{Rebirth}-action-3", same, wrong);
        }
    }

    private void CheckRebirth(Payload payload)
    {
        const string Name = CommandWriter.RebirthName;
        Metric? metric = payload.Metrics.FirstOrDefault(m => m.Name == Name);
        book.Check($"{Rebirth}-name", metric is not null, $"no metric {Name}");
        bool isBoolean = metric?.Datatype == (uint)SparkplugType.Boolean;
        bool isFalse = metric is { ValueCase: Metric.ValueOneofCase.BooleanValue, BooleanValue: false };
        book.Check(["topics-nbirth-rebirth-metric", "payloads-nbirth-rebirth-req"], isBoolean && isFalse,
            $"{Name} is missing, no Boolean, or not false");
        if (metric is null)
        {
            return;
        }
        book.Check($"{Rebirth}-name-aliases", !metric.HasAlias, $"{Name} has alias {metric.Alias}");
        book.Check($"{Rebirth}-datatype", isBoolean, $"{Name} has datatype {metric.Datatype}");
        book.Check($"{Rebirth}-value", isFalse, $"{Name} is not false");
    }

    private void CheckMetric(Metric metric, string birth)
    {
        bool hasValue = metric.ValueCase != Metric.ValueOneofCase.None;
        bool valueOrNull = hasValue != (metric.HasIsNull && metric.IsNull);
        string label = metric.HasName ? $"'{metric.Name}'" : "a metric without name";
        bool whole = metric is { HasName: true, Name.Length: > 0, HasDatatype: true } && valueOrNull;
        book.Check($"topics-{birth}-metrics", whole, $"{label} lacks name, datatype or value");
        book.Check($"operational-behavior-data-publish-{birth}-values", valueOrNull,
            $"{label} has {(hasValue ? "a value and is_null" : "neither a value nor is_null")}");
        book.Check("payloads-metric-datatype-req", metric.HasDatatype, $"{label} has no datatype");
        foreach (PropertyValue property in metric.Properties?.Values ?? [])
        {
            book.Check("payloads-metric-propertyvalue-type-req", property.HasType, $"a property of {label} has no type");
        }
    }

    private void CheckAlias(SessionState session, Metric metric, string device, long utcMs)
    {
        if (metric.HasAlias)
        {
            book.Check("payloads-alias-birth-requirement", metric is { HasName: true, Name.Length: > 0 },
                $"alias {metric.Alias} without a name");
        }
        var state = new MetricState(metric.Name, device, metric);
        state.Take(metric, utcMs);
        MetricState? other = session.Declare(state, metric.HasAlias ? metric.Alias : null);
        if (metric.HasAlias)
        {
            book.Check("payloads-alias-uniqueness", other is null || other == state,
                $"alias {metric.Alias} of '{metric.Name}' is that of '{other?.Name}'");
        }
    }
}
