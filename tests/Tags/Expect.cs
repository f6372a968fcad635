using System.Globalization;
using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Tags.Tests;

/// <summary>Metrics as the specification has them, made with Google's types from values written as text.</summary>
internal static class Expect
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static Metric Data(TagTable table, int tag, long time)
    {
        var metric = new Metric { Timestamp = (ulong)time };
        if (table.DatatypeInData)
        {
            metric.Datatype = (uint)table.TypeOf(tag);
        }

        return Named(metric, table, tag, nameToo: table.AliasOf(tag) == 0);
    }

    public static Metric Birth(TagTable table, int tag, long time)
    {
        var metric = new Metric { Timestamp = (ulong)time, Datatype = (uint)table.TypeOf(tag) };
        return Named(metric, table, tag, nameToo: true);
    }

    public static Metric WithValue(this Metric metric, DataType type, string value, bool uint32AsLong = false)
    {
        switch (type)
        {
            case DataType.Int64: metric.LongValue = (ulong)long.Parse(value, Invariant); break;
            case DataType.UInt64 or DataType.DateTime: metric.LongValue = ulong.Parse(value, Invariant); break;
            case DataType.UInt32 when uint32AsLong: metric.LongValue = uint.Parse(value, Invariant); break;
            case DataType.Float: metric.FloatValue = float.Parse(value, Invariant); break;
            case DataType.Double: metric.DoubleValue = double.Parse(value, Invariant); break;
            case DataType.Boolean: metric.BooleanValue = bool.Parse(value); break;
            case DataType.String or DataType.Text or DataType.Uuid: metric.StringValue = value; break;
            case DataType.Bytes: metric.BytesValue = ByteString.CopyFrom(Convert.FromHexString(value)); break;
            default: metric.IntValue = (uint)int.Parse(value, NumberStyles.Integer, Invariant); break;
            case DataType.UInt32: metric.IntValue = uint.Parse(value, Invariant); break;
        }

        return metric;
    }

    public static Metric WithNull(this Metric metric)
    {
        metric.IsNull = true;
        return metric;
    }

    /// <summary>Properties of a birth, then the quality, as far as they are given.</summary>
    public static Metric WithProperties(
        this Metric metric, TagSpec? spec, Quality? quality = null, QualityReason reason = 0)
    {
        var set = new PropertySet();
        if (spec?.EngUnit is { } unit)
        {
            set.Keys.Add("engUnit");
            set.Values.Add(new PropertyValue { Type = (uint)DataType.String, StringValue = unit });
        }

        if (spec is { HasRange: true })
        {
            set.Keys.Add("engLow");
            set.Values.Add(new PropertyValue { Type = (uint)DataType.Double, DoubleValue = spec.EngLow });
            set.Keys.Add("engHigh");
            set.Values.Add(new PropertyValue { Type = (uint)DataType.Double, DoubleValue = spec.EngHigh });
        }

        if (quality is { } code)
        {
            set.Keys.Add("Quality");
            set.Values.Add(new PropertyValue { Type = (uint)DataType.Int32, IntValue = (uint)code });
            set.Keys.Add("QualityReason");
            set.Values.Add(new PropertyValue { Type = (uint)DataType.Int32, IntValue = (uint)reason });
        }

        if (set.Keys.Count > 0)
        {
            metric.Properties = set;
        }

        return metric;
    }

    /// <summary>Gives a tag this value as a driver would.</summary>
    public static void Sample(TagTable table, int tag, string value)
    {
        switch (table.TypeOf(tag))
        {
            case DataType.UInt64: table.SetUInt(tag, (long)ulong.Parse(value, Invariant)); break;
            case DataType.Float: table.SetReal(tag, float.Parse(value, Invariant)); break;
            case DataType.Double: table.SetReal(tag, double.Parse(value, Invariant)); break;
            case DataType.Boolean: table.SetBool(tag, bool.Parse(value)); break;
            case DataType.String or DataType.Text or DataType.Uuid: table.SetString(tag, value); break;
            case DataType.Bytes: table.SetBlob(tag, Convert.FromHexString(value)); break;
            default: table.SetInt(tag, long.Parse(value, Invariant)); break;
        }
    }

    public static void SetString(this TagTable table, int tag, string value) =>
        table.SetBlob(tag, System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>The bytes lie somewhere inside a driver's buffer.</summary>
    public static void SetBlob(this TagTable table, int tag, byte[] bytes) =>
        table.SetText(tag, [0xEE, .. bytes, 0xEE], 1, bytes.Length);

    public static void SetFloat(this TagTable table, int tag, float value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        table.SetFloatBytes(tag, bytes[0], bytes[1], bytes[2], bytes[3]);
    }

    private static Metric Named(Metric metric, TagTable table, int tag, bool nameToo)
    {
        if (nameToo)
        {
            metric.Name = table.NameOf(tag);
        }

        if (table.AliasOf(tag) != 0)
        {
            metric.Alias = (ulong)table.AliasOf(tag);
        }

        return metric;
    }
}
