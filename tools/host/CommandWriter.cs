using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Host;

/// <summary>Commands as a host sends them (sections 6.4.29 and 6.4.30): no seq, metrics by name.</summary>
public static class CommandWriter
{
    public const string RebirthName = "Node Control/Rebirth";

    public static string NodeTopic(string group, string node) =>
        new SparkplugTopic(MessageType.NCmd, group, node, null).ToString();

    public static string DeviceTopic(string group, string node, string device) =>
        new SparkplugTopic(MessageType.DCmd, group, node, device).ToString();

    /// <summary>Asks a node for all its births.</summary>
    public static byte[] Rebirth(DateTime utc) => Write(RebirthName, SparkplugType.Boolean, true, utc);

    /// <summary>Asks for a value to be written.</summary>
    /// <param name="value">
    /// A long for the signed, unsigned and date types, else what the type says; null writes is_null.
    /// </param>
    /// <exception cref="ArgumentException">The value is not one of that type.</exception>
    public static byte[] Write(string name, SparkplugType type, object? value, DateTime utc)
    {
        ulong now = (ulong)new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var metric = new Metric { Name = name, Timestamp = now, Datatype = (uint)type };
        if (value is null)
        {
            metric.IsNull = true;
        }
        else
        {
            SetValue(metric, type, value);
        }
        var payload = new Payload { Timestamp = now };
        payload.Metrics.Add(metric);
        return payload.ToByteArray();
    }

    private static void SetValue(Metric metric, SparkplugType type, object value)
    {
        switch (type, value)
        {
            case (SparkplugType.Int8 or SparkplugType.Int16 or SparkplugType.Int32 or SparkplugType.UInt8
                or SparkplugType.UInt16 or SparkplugType.UInt32, long number):
                metric.IntValue = unchecked((uint)InRange(type, number));
                break;
            case (SparkplugType.Int64 or SparkplugType.UInt64 or SparkplugType.DateTime, long number):
                metric.LongValue = unchecked((ulong)number);
                break;
            case (SparkplugType.UInt64, ulong number):
                metric.LongValue = number;
                break;
            case (SparkplugType.Float, float number):
                metric.FloatValue = number;
                break;
            case (SparkplugType.Double, double number):
                metric.DoubleValue = number;
                break;
            case (SparkplugType.Boolean, bool truth):
                metric.BooleanValue = truth;
                break;
            case (SparkplugType.String or SparkplugType.Text or SparkplugType.Uuid, string text):
                metric.StringValue = text;
                break;
            case (SparkplugType.Bytes, byte[] bytes):
                metric.BytesValue = ByteString.CopyFrom(bytes);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} is no value of {type}.", nameof(value));
        }
    }

    private static long InRange(SparkplugType type, long number)
    {
        (long low, long high) = type switch
        {
            SparkplugType.Int8 => ((long)sbyte.MinValue, (long)sbyte.MaxValue),
            SparkplugType.Int16 => (short.MinValue, short.MaxValue),
            SparkplugType.Int32 => (int.MinValue, int.MaxValue),
            SparkplugType.UInt8 => (0L, byte.MaxValue),
            SparkplugType.UInt16 => (0L, ushort.MaxValue),
            _ => (0L, uint.MaxValue),
        };
        return number >= low && number <= high
            ? number
            : throw new ArgumentException($"{number} is outside {type}.", nameof(number));
    }
}
