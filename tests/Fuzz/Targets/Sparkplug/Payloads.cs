using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.Fuzz;

/// <summary>Payloads to begin with: each field and each kind of value, and what hosts send.</summary>
internal static class Payloads
{
    internal const string Rebirth = "Node Control/Rebirth";

    /// <summary>Names and values that chance would not find.</summary>
    internal static byte[][] Words { get; } = Bytes.Utf8(Rebirth, "Setpoint", "Pump", "Small", "bdSeq", "Temperature", "SPBV1.0_COMPRESSED", "algorithm", "GZIP", "DEFLATE", "Quality", "engUnit");

    internal static IEnumerable<byte[]> Seeds() => All().Select(payload => payload.ToByteArray());

    private static IEnumerable<Payload> All()
    {
        yield return new Payload { Timestamp = 1_790_000_000_000, Metrics = { new Metric { Name = Rebirth, Datatype = 11, BooleanValue = true } } };
        yield return new Payload { Timestamp = 1_790_000_000_000, Seq = 3, Uuid = "u", Body = ByteString.CopyFromUtf8("b"), Metrics =
        {
            new Metric { Name = "Setpoint", Alias = 3, Timestamp = 1_790_000_000_000, Datatype = 9, FloatValue = 20.5f },
            new Metric { Name = "Small", Datatype = 1, IntValue = 0xFFFFFFFD }, new Metric { Alias = 5, BooleanValue = true },
            new Metric { Name = "Power", DoubleValue = 1e300 }, new Metric { Name = "t", StringValue = "text" }, new Metric { Name = "y", BytesValue = ByteString.CopyFrom(1, 2, 3) },
            new Metric { Name = "n", IsNull = true, IsHistorical = true, IsTransient = true, LongValue = ulong.MaxValue },
        } };
        yield return new Payload { Metrics =
        {
            new Metric { Name = "d", Datatype = 16, DatasetValue = new DataSet { NumOfColumns = 1, Columns = { "c" }, Types_ = { 3 },
                Rows = { new DataSet.Types.Row { Elements = { new DataSet.Types.DataSetValue { IntValue = 4 } } } } } },
            new Metric { Name = "p", IntValue = 1, Metadata = new MetaData { Md5 = "m", Size = 3 }, Properties = new PropertySet { Keys = { "engUnit", "Quality" },
                Values = { new PropertyValue { Type = 12, StringValue = "°C" }, new PropertyValue { Type = 3, IntValue = 192 } } } },
            new Metric { Name = "x", Datatype = 19, TemplateValue = new Template { Version = "1", IsDefinition = true, Metrics = { new Metric { Name = "i", IntValue = 2 } } } },
        } };
        yield return new Payload { Timestamp = 1, Seq = 0, Metrics = { new Metric { Name = "bdSeq", Datatype = 8, LongValue = 7 },
            new Metric { Name = "a", Alias = 1, Datatype = 22, BytesValue = ByteString.CopyFrom(1, 0, 255, 255) }, new Metric { Name = "l", Alias = 2, Datatype = 4, LongValue = 99 } } };
    }
}
