using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// The rules of a single metric, and its tie to the birth: births declare name, alias and datatype, data refers to
/// them by alias (Sparkplug 3.0.0, sections 6.4.5 to 6.4.8).
/// </summary>
internal sealed class MetricReader(
    EdgeNode node, SparkplugTopic parts, DateTime receivedUtc, HostOptions options, FindingBook book)
{
    private readonly EdgeDevice owner = node.DeviceOf(parts.Device);

    internal static long AheadMs(ulong timestampMs, DateTime receivedUtc) =>
        (long)Math.Min(timestampMs, long.MaxValue)
        - new DateTimeOffset(receivedUtc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    internal List<MetricSample> ReadAll(Payload payload)
    {
        var samples = new List<MetricSample>(payload.Metrics.Count);
        var namesInLowerCase = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Metric metric in payload.Metrics)
        {
            if (parts.IsBirth && metric.HasName && !namesInLowerCase.Add(metric.Name))
            {
                book.Add(FindingKind.DuplicateName,
                    $"metric {metric.Name} stands twice, or differs from another by case only");
            }
            samples.Add(parts.IsBirth ? ReadInBirth(metric) : ReadElsewhere(metric));
        }
        return samples;
    }

    private MetricSample ReadInBirth(Metric metric)
    {
        string label = Label(metric);
        if (!metric.HasName || metric.Name.Length == 0)
        {
            book.Add(FindingKind.NameMissing, $"{label} has no name in a birth");
        }
        SparkplugType type = ValueReader.KnownType(metric.HasDatatype ? metric.Datatype : 0);
        if (type == SparkplugType.Unknown)
        {
            book.Add(FindingKind.DatatypeMissing,
                metric.HasDatatype
                    ? $"{label} has the unknown datatype {metric.Datatype}"
                    : $"{label} has no datatype in a birth");
        }
        MetricProperties properties = ReadProperties(metric, label);
        var declared =
            new EdgeMetric(metric.Name, metric.HasAlias ? metric.Alias : null, type, parts.Device, properties);
        if (metric.HasAlias && node.Claim(metric.Alias, declared) is EdgeMetric other)
        {
            book.Add(FindingKind.DuplicateAlias, $"{label} has alias {metric.Alias}, as has {FullName(other)}");
        }
        MetricSample sample = Sample(metric, declared.Name, type, properties, declared, label);
        CheckTimestamp(metric, label, null);
        owner.Add(declared);
        declared.Take(sample, inBirth: true);
        return sample;
    }

    private MetricSample ReadElsewhere(Metric metric)
    {
        string label = Label(metric);
        EdgeMetric? declared = Resolve(metric, label);
        SparkplugType type = declared?.Type ?? ValueReader.KnownType(metric.HasDatatype ? metric.Datatype : 0);
        label = declared?.Name ?? label;
        if (declared is not null && metric.HasDatatype && metric.Datatype != (uint)declared.Type)
        {
            book.Add(FindingKind.DatatypeChanged,
                $"{label} came with datatype {metric.Datatype}, and was born as {declared.Type}");
        }
        MetricProperties properties = ReadProperties(metric, label);
        string? name = declared?.Name ?? (metric.HasName ? metric.Name : null);
        MetricSample sample = Sample(metric, name, type, properties, declared, label);
        if (parts.IsData)
        {
            CheckTimestamp(metric, label, declared);
            declared?.Take(sample, inBirth: false);
        }
        return sample;
    }

    /// <summary>Finds what a birth declared. A death's bdSeq refers to nothing.</summary>
    private EdgeMetric? Resolve(Metric metric, string label)
    {
        if (parts.Type == MessageType.NDeath)
        {
            return null;
        }
        // Before a birth there is nothing to resolve against; that itself is a finding already.
        bool judge = parts.IsData && node.Online && owner.Online;
        if (metric.HasAlias)
        {
            EdgeMetric? declared = node.FindAlias(metric.Alias);
            if (judge && (declared is null || declared.Device != parts.Device))
            {
                book.Add(FindingKind.UnknownAlias, declared is null
                    ? $"no birth gave alias {metric.Alias}"
                    : $"alias {metric.Alias} belongs to {FullName(declared)}");
            }
            if (parts.IsData && metric.HasName)
            {
                book.Add(FindingKind.NameBesideAlias,
                    $"{label} has alias {metric.Alias} and its name; data carries the alias alone");
            }
            return declared?.Device == parts.Device ? declared : null;
        }
        if (!metric.HasName || metric.Name.Length == 0)
        {
            book.Add(FindingKind.NameMissing, $"{label} has neither name nor alias");
            return null;
        }
        EdgeMetric? named = owner.Find(metric.Name);
        if (judge && named is null)
        {
            book.Add(FindingKind.UnknownName, $"no birth declared {metric.Name}");
        }
        return named;
    }

    private MetricSample Sample(
        Metric metric, string? name, SparkplugType type, MetricProperties properties, EdgeMetric? declared, string label)
    {
        bool hasValue = metric.ValueCase != Metric.ValueOneofCase.None;
        object? value = null;
        if (metric.IsNull == hasValue)
        {
            book.Add(FindingKind.ValueMissing, hasValue
                ? $"{label} is null and has a value"
                : $"{label} has neither a value nor is_null");
        }
        else if (hasValue)
        {
            value = type == SparkplugType.Unknown ? Untyped(metric) : ReadValue(metric, type, label);
        }
        return new MetricSample
        {
            Name = name,
            Alias = metric.HasAlias ? metric.Alias : null,
            Type = type,
            Value = value,
            IsNull = metric.IsNull,
            IsHistorical = metric.IsHistorical,
            TimestampMs = metric.HasTimestamp ? metric.Timestamp : null,
            Quality = properties.Quality ?? MetricProperties.GoodQuality,
            Properties = properties,
            Unit = declared?.Unit,
            Low = declared?.Low,
            High = declared?.High,
        };
    }

    private object? ReadValue(Metric metric, SparkplugType type, string label)
    {
        object? value = ValueReader.Read(metric, type, out string? reason);
        if (reason is not null)
        {
            book.Add(FindingKind.ValueMismatch, $"{label}: {reason}");
        }
        return value;
    }

    private void CheckTimestamp(Metric metric, string label, EdgeMetric? declared)
    {
        if (!metric.HasTimestamp)
        {
            book.Add(FindingKind.TimestampMissing, $"{label} has no timestamp");
            return;
        }
        long ahead = AheadMs(metric.Timestamp, receivedUtc);
        if (ahead > options.AheadMsMax)
        {
            book.Add(FindingKind.TimestampAhead, $"{label} is {ahead} ms ahead");
        }
        if (declared?.TimestampMs > metric.Timestamp && !metric.IsHistorical)
        {
            book.Add(FindingKind.TimestampBackwards,
                $"{label} is {declared.TimestampMs - metric.Timestamp} ms older than the value before, "
                + "and not historical");
        }
    }

    private MetricProperties ReadProperties(Metric metric, string label) =>
        MetricProperties.Read(metric.Properties, text => book.Add(FindingKind.Property, $"{label}: {text}"));

    /// <summary>A value of which only the field is known, as in data that no birth explains.</summary>
    private static object? Untyped(Metric metric) => metric.ValueCase switch
    {
        Metric.ValueOneofCase.IntValue => (long)metric.IntValue,
        Metric.ValueOneofCase.LongValue => metric.LongValue,
        Metric.ValueOneofCase.FloatValue => metric.FloatValue,
        Metric.ValueOneofCase.DoubleValue => metric.DoubleValue,
        Metric.ValueOneofCase.BooleanValue => metric.BooleanValue,
        Metric.ValueOneofCase.StringValue => metric.StringValue,
        Metric.ValueOneofCase.BytesValue => metric.BytesValue.ToByteArray(),
        _ => null,
    };

    private static string Label(Metric metric) =>
        metric.HasName && metric.Name.Length > 0 ? metric.Name : metric.HasAlias ? $"alias {metric.Alias}" : "a metric";

    private static string FullName(EdgeMetric metric) =>
        metric.Device is null ? metric.Name : $"{metric.Device}/{metric.Name}";
}
