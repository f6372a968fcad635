using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>Tags of one-tag tables, and whether a sample is reported.</summary>
internal static class Reports
{
    /// <summary>A tag whose first good value the host has.</summary>
    public static TagTable Good(TagSpec spec, long value)
    {
        TagTable table = Tables.Born(spec);
        table.At(0);
        table.SetInt(0, value);
        _ = Wire.Change(table);
        return table;
    }

    public static void AssertQuiet(TagTable table, float value)
    {
        table.SetReal(0, value);
        Assert.False(table.HasChanges(0), $"{value} was reported");
    }

    public static void AssertReported(TagTable table, float value, long atMs = 0)
    {
        table.SetReal(0, value);
        Metric metric = Wire.Change(table);
        Assert.Equal((value, (ulong)(Wire.Time + atMs)), (Number(metric), metric.Timestamp));
    }

    public static double Number(Metric metric) => metric.ValueCase switch
    {
        Metric.ValueOneofCase.FloatValue => metric.FloatValue,
        Metric.ValueOneofCase.DoubleValue => metric.DoubleValue,
        Metric.ValueOneofCase.LongValue => (long)metric.LongValue,
        _ => (int)metric.IntValue,
    };

    public static TagSpec Float(double deadband, int minReportMs = 0, int maxReportMs = 0) => new()
    {
        Name = "A", DataType = DataType.Float,
        Deadband = deadband, MinReportMs = minReportMs, MaxReportMs = maxReportMs,
    };
}
