using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>What a host knows of a tag: built up from births and data alone.</summary>
internal sealed class HostTag
{
    public DataType Type { get; private set; }

    public double? Number { get; private set; }

    public string? Text { get; private set; }

    public Quality Quality { get; private set; }

    public QualityReason Reason { get; private set; }

    public long Timestamp { get; private set; }

    public void Born(Metric metric)
    {
        Type = (DataType)metric.Datatype;
        Quality = Quality.Good; // a birth says only what is not good
        Reason = QualityReason.None;
        Number = null;
        Text = null;
        Take(metric);
    }

    public void Take(Metric metric)
    {
        Timestamp = (long)metric.Timestamp;
        Quality = Tables.QualityIn(metric) ?? Quality;
        Reason = Tables.ReasonIn(metric) ?? Reason;
        switch (metric.ValueCase)
        {
            case Metric.ValueOneofCase.FloatValue: Number = metric.FloatValue; break;
            case Metric.ValueOneofCase.DoubleValue: Number = metric.DoubleValue; break;
            case Metric.ValueOneofCase.BooleanValue: Number = metric.BooleanValue ? 1 : 0; break;
            case Metric.ValueOneofCase.LongValue when Type == DataType.Int64: Number = (long)metric.LongValue; break;
            case Metric.ValueOneofCase.LongValue: Number = metric.LongValue; break;
            case Metric.ValueOneofCase.IntValue when Type is DataType.Int8 or DataType.Int16 or DataType.Int32:
                Number = (int)metric.IntValue;
                break;
            case Metric.ValueOneofCase.IntValue: Number = metric.IntValue; break;
            case Metric.ValueOneofCase.StringValue: Text = metric.StringValue; break;
            case Metric.ValueOneofCase.BytesValue: Text = metric.BytesValue.ToStringUtf8(); break;
            default:
                Assert.True(metric.IsNull);
                Number = null;
                Text = null;
                break;
        }
    }
}
