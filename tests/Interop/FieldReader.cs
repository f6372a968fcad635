using System.Globalization;

namespace FieldNode.Interop.Tests;

/// <summary>
/// What any host must do after a decoder that knows only protobuf: keep what the births said by alias, and read integers by their
/// datatype (Sparkplug 3.0.0, 6.4.5 to 6.4.17). Written for the tests alone, so that the host library does not vouch for itself.
/// </summary>
internal sealed class FieldReader
{
    private static readonly string[] TypeNames =
    [
        "Unknown", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float", "Double", "Boolean", "String",
        "DateTime", "Text",
    ];

    private readonly Dictionary<string, Seen> byAlias = [];

    public SeenMessage Read(string topic, ProtoField payload)
    {
        bool birth = topic.Contains("BIRTH/", StringComparison.Ordinal);
        return new SeenMessage(
            topic, payload.Find("seq"), payload.Find("timestamp"), [.. payload.All("metrics").Select(m => Metric(m, birth))]);
    }

    private Seen Metric(ProtoField metric, bool birth)
    {
        Dictionary<string, string> properties = Properties(metric);
        string? alias = metric.Find("alias");
        Seen declared;
        if (birth || alias is null)
        {
            declared = new Seen(metric.Find("name") ?? "?")
            {
                Alias = alias,
                Type = TypeNames[int.Parse(metric.Find("datatype") ?? "0", CultureInfo.InvariantCulture)],
                Unit = properties.GetValueOrDefault("engUnit"),
                Low = properties.GetValueOrDefault("engLow"),
                High = properties.GetValueOrDefault("engHigh"),
            };
        }
        else
        {
            Assert.Null(metric.Find("name"));
            declared = byAlias[alias];
        }
        if (birth && alias is not null)
        {
            byAlias[alias] = declared;
        }
        bool isNull = metric.Find("is_null") is "true" or "1";
        string? value = Value(metric, declared.Type);
        Assert.Equal(isNull, value is null);
        return declared with
        {
            Value = value,
            Timestamp = metric.Find("timestamp"),
            Quality = properties.GetValueOrDefault("Quality") ?? "192",
            Reason = properties.GetValueOrDefault("QualityReason"),
        };
    }

    private static string? Value(ProtoField fields, string? type)
    {
        ProtoField? value = fields.Fields.FirstOrDefault(f => f.Name.EndsWith("_value", StringComparison.Ordinal));
        return (value?.Name, type) switch
        {
            (null, _) => null,
            ("int_value", "Int8" or "Int16" or "Int32") => Text(unchecked((int)uint.Parse(value.Text, CultureInfo.InvariantCulture))),
            ("long_value", "Int64") => Text(unchecked((long)ulong.Parse(value.Text, CultureInfo.InvariantCulture))),
            _ => value.Text,
        };
    }

    private static Dictionary<string, string> Properties(ProtoField metric)
    {
        ProtoField? set = metric.All("properties").FirstOrDefault();
        if (set is null)
        {
            return [];
        }
        return set.All("keys").Zip(set.All("values")).ToDictionary(
            pair => pair.First.Text,
            pair => Value(pair.Second, TypeNames[int.Parse(pair.Second.Find("type") ?? "0", CultureInfo.InvariantCulture)]) ?? "null");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
