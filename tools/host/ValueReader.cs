using FieldNode.Host.Protobuf;

namespace FieldNode.Host;

/// <summary>
/// Turns the value field of a metric into the value that its datatype means. Integers are taken from int_value or
/// long_value: the specification has UInt32 in int_value, Tahu's Java has it in long_value, and hosts meet both.
/// </summary>
public static class ValueReader
{
    /// <summary>The datatype, or Unknown for 0 and for numbers that the specification does not have.</summary>
    public static SparkplugType KnownType(uint number) =>
        number <= (uint)SparkplugType.DateTimeArray ? (SparkplugType)number : SparkplugType.Unknown;

    /// <summary>
    /// Reads a metric's value as <paramref name="type"/>; <paramref name="reason"/> is null if it fits.
    /// </summary>
    public static object? Read(Metric metric, SparkplugType type, out string? reason) => metric.ValueCase switch
    {
        Metric.ValueOneofCase.IntValue => Integer(type, metric.IntValue, false, out reason),
        Metric.ValueOneofCase.LongValue => Integer(type, metric.LongValue, true, out reason),
        Metric.ValueOneofCase.FloatValue => Same(type, SparkplugType.Float, metric.FloatValue, out reason),
        Metric.ValueOneofCase.DoubleValue => Same(type, SparkplugType.Double, metric.DoubleValue, out reason),
        Metric.ValueOneofCase.BooleanValue => Same(type, SparkplugType.Boolean, metric.BooleanValue, out reason),
        Metric.ValueOneofCase.StringValue => Text(type, metric.StringValue, out reason),
        Metric.ValueOneofCase.BytesValue => ArrayReader.Read(type, metric.BytesValue.ToByteArray(), out reason),
        Metric.ValueOneofCase.DatasetValue => Same(type, SparkplugType.DataSet,
            $"(data set of {metric.DatasetValue.Rows.Count} rows and {metric.DatasetValue.Columns.Count} columns)",
            out reason),
        Metric.ValueOneofCase.TemplateValue => Same(type, SparkplugType.Template,
            $"(template of {metric.TemplateValue.Metrics.Count} metrics)", out reason),
        _ => Nothing(out reason),
    };

    /// <summary>
    /// Signed numbers lie in int_value as 32 bits of two's complement; some senders mask them to 8 or 16 bits.
    /// Both are read; a number that is neither is out of range.
    /// </summary>
    internal static object? Integer(SparkplugType type, ulong raw, bool isLong, out string? reason)
    {
        // 32 bits in int_value are widened by their sign, so that one test serves both fields.
        long signed = isLong ? unchecked((long)raw) : unchecked((int)(uint)raw);
        switch (type)
        {
            case SparkplugType.Int8:
                return Signed(signed, raw, sbyte.MinValue, sbyte.MaxValue, byte.MaxValue, type, out reason);
            case SparkplugType.Int16:
                return Signed(signed, raw, short.MinValue, short.MaxValue, ushort.MaxValue, type, out reason);
            case SparkplugType.Int32:
                return Signed(signed, raw, int.MinValue, int.MaxValue, uint.MaxValue, type, out reason);
            case SparkplugType.Int64:
                reason = null;
                return isLong ? signed : Complain("Int64 lies in int_value", out reason);
            case SparkplugType.UInt8:
                return Unsigned(raw, byte.MaxValue, type, out reason);
            case SparkplugType.UInt16:
                return Unsigned(raw, ushort.MaxValue, type, out reason);
            case SparkplugType.UInt32:
                return Unsigned(raw, uint.MaxValue, type, out reason);
            case SparkplugType.UInt64:
                reason = null;
                return isLong ? raw : Complain("UInt64 lies in int_value", out reason);
            case SparkplugType.DateTime:
                return Date(raw, isLong, out reason);
            default:
                return Complain($"a {type} lies in {(isLong ? "long_value" : "int_value")}", out reason);
        }
    }

    internal static object? Same(SparkplugType type, SparkplugType due, object value, out string? reason)
    {
        reason = type == due ? null : $"a {type} lies in the field of {due}";
        return type == due ? value : null;
    }

    internal static object? Text(SparkplugType type, string value, out string? reason)
    {
        bool fits = type is SparkplugType.String or SparkplugType.Text or SparkplugType.Uuid;
        reason = fits ? null : $"a {type} lies in string_value";
        return fits ? value : null;
    }

    internal static object? Nothing(out string? reason) => Complain("no value", out reason);

    private static object? Complain(string text, out string? reason)
    {
        reason = text;
        return null;
    }

    private static object? Signed(
        long value, ulong raw, long low, long high, ulong mask, SparkplugType type, out string? reason)
    {
        reason = null;
        if (value >= low && value <= high)
        {
            return value;
        }
        if (raw <= mask)
        {
            // Masked by the sender: the sign bit is set, or it would have fitted above.
            return (long)raw - (long)mask - 1;
        }
        return Complain($"{value} is outside {type}", out reason);
    }

    private static object? Unsigned(ulong raw, ulong high, SparkplugType type, out string? reason)
    {
        reason = null;
        return raw <= high ? (long)raw : Complain($"{raw} is outside {type}", out reason);
    }

    private static object? Date(ulong raw, bool isLong, out string? reason)
    {
        reason = null;
        if (!isLong)
        {
            return Complain("a DateTime lies in int_value", out reason);
        }
        return raw <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)raw).UtcDateTime
            : Complain($"{raw} ms is no date", out reason);
    }
}
