using System.Text;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.ProtoLite.Tests;

/// <summary>Makes random payloads with Google's types, and writes the same with ours.</summary>
internal static class GooglePayload
{
    private static readonly DataType[] Types =
    [
        DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64,
        DataType.Float, DataType.Double, DataType.Boolean, DataType.String, DataType.DateTime, DataType.Text, DataType.Uuid, DataType.Bytes,
    ];

    public static Payload Random(Random random)
    {
        var payload = new Payload();
        if (random.Next(4) > 0)
        {
            payload.Timestamp = Bits64(random);
        }

        for (int n = random.Next(6); n > 0; n--)
        {
            payload.Metrics.Add(RandomMetric(random));
        }

        if (random.Next(3) > 0)
        {
            payload.Seq = (ulong)random.Next(256);
        }

        if (random.Next(20) == 0)
        {
            payload.Uuid = Text(random, 40);
        }

        if (random.Next(20) == 0)
        {
            payload.Body = ByteString.CopyFrom(Blob(random, 200));
        }

        return payload;
    }

    public static Metric RandomMetric(Random random)
    {
        var metric = new Metric();
        if (random.Next(2) == 0)
        {
            metric.Name = Text(random, random.Next(10) == 0 ? 200 : 30);
        }

        if (random.Next(2) == 0)
        {
            metric.Alias = Bits64(random);
        }

        if (random.Next(4) > 0)
        {
            metric.Timestamp = Bits64(random);
        }

        DataType type = Types[random.Next(Types.Length)];
        if (random.Next(2) == 0)
        {
            metric.Datatype = (uint)type;
        }

        if (random.Next(10) == 0)
        {
            metric.IsHistorical = true;
        }

        if (random.Next(10) == 0)
        {
            metric.IsTransient = true;
        }

        if (random.Next(3) == 0)
        {
            metric.Properties = RandomProperties(random);
        }

        if (random.Next(10) == 0)
        {
            metric.IsNull = true;
            return metric;
        }

        SetValue(metric, type, random);
        return metric;
    }

    public static void Write(Payload payload, PayloadWriter writer)
    {
        if (payload.HasTimestamp)
        {
            writer.PayloadTimestamp((long)payload.Timestamp);
        }

        foreach (Metric metric in payload.Metrics)
        {
            WriteMetric(metric, writer);
        }

        if (payload.HasSeq)
        {
            writer.Seq((int)payload.Seq);
        }

        if (payload.HasUuid)
        {
            Bytes(payload.Uuid, writer.Uuid);
        }

        if (payload.HasBody)
        {
            Bytes(payload.Body.ToByteArray(), writer.Body);
        }
    }

    private static void WriteMetric(Metric metric, PayloadWriter writer)
    {
        writer.BeginMetric();
        if (metric.HasName)
        {
            Bytes(metric.Name, writer.Name);
        }

        if (metric.HasAlias)
        {
            writer.Alias((long)metric.Alias);
        }

        if (metric.HasTimestamp)
        {
            writer.Timestamp((long)metric.Timestamp);
        }

        if (metric.HasDatatype)
        {
            writer.Datatype((DataType)metric.Datatype);
        }

        if (metric.HasIsHistorical)
        {
            writer.Historical();
        }

        if (metric.HasIsTransient)
        {
            writer.Transient();
        }

        if (metric.HasIsNull)
        {
            writer.Null();
        }

        if (metric.Properties is { } properties)
        {
            WriteProperties(properties, writer);
        }

        WriteValue(metric, writer);
        writer.EndMetric();
    }

    private static void WriteValue(Metric metric, PayloadWriter writer)
    {
        switch (metric.ValueCase)
        {
            case Metric.ValueOneofCase.IntValue: writer.IntValue((int)metric.IntValue); break;
            case Metric.ValueOneofCase.LongValue: writer.LongValue((long)metric.LongValue); break;
            case Metric.ValueOneofCase.FloatValue: writer.FloatValue(BitConverter.SingleToInt32Bits(metric.FloatValue)); break;
            case Metric.ValueOneofCase.DoubleValue: writer.DoubleValue(BitConverter.DoubleToInt64Bits(metric.DoubleValue)); break;
            case Metric.ValueOneofCase.BooleanValue: writer.BoolValue(metric.BooleanValue); break;
            case Metric.ValueOneofCase.StringValue: Bytes(metric.StringValue, writer.StringValue); break;
            case Metric.ValueOneofCase.BytesValue: Bytes(metric.BytesValue.ToByteArray(), writer.BytesValue); break;
        }
    }

    private static void WriteProperties(PropertySet properties, PayloadWriter writer)
    {
        writer.BeginProperties();
        foreach (string key in properties.Keys)
        {
            Bytes(key, writer.PropertyKey);
        }

        foreach (PropertyValue value in properties.Values)
        {
            var type = (DataType)value.Type;
            switch (value.ValueCase)
            {
                case PropertyValue.ValueOneofCase.None: writer.PropertyNull(type); break;
                case PropertyValue.ValueOneofCase.IntValue: writer.PropertyInt(type, (int)value.IntValue); break;
                case PropertyValue.ValueOneofCase.LongValue: writer.PropertyLong(type, (long)value.LongValue); break;
                case PropertyValue.ValueOneofCase.FloatValue: writer.PropertyFloat(BitConverter.SingleToInt32Bits(value.FloatValue)); break;
                case PropertyValue.ValueOneofCase.DoubleValue: writer.PropertyDouble(BitConverter.DoubleToInt64Bits(value.DoubleValue)); break;
                case PropertyValue.ValueOneofCase.BooleanValue: writer.PropertyBool(value.BooleanValue); break;
                default:
                    byte[] text = Encoding.UTF8.GetBytes(value.StringValue);
                    writer.PropertyString(type, text, 0, text.Length);
                    break;
            }
        }

        writer.EndProperties();
    }

    private static void SetValue(Metric metric, DataType type, Random random)
    {
        switch (type)
        {
            case DataType.Int64 or DataType.UInt64 or DataType.DateTime: metric.LongValue = Bits64(random); break;
            case DataType.Float: metric.FloatValue = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)); break;
            case DataType.Double: metric.DoubleValue = BitConverter.Int64BitsToDouble((long)Bits64(random)); break;
            case DataType.Boolean: metric.BooleanValue = random.Next(2) == 0; break;
            case DataType.String or DataType.Text or DataType.Uuid: metric.StringValue = Text(random, random.Next(8) == 0 ? 300 : 40); break;
            case DataType.Bytes: metric.BytesValue = ByteString.CopyFrom(Blob(random, random.Next(8) == 0 ? 20_000 : 150)); break;
            default: metric.IntValue = (uint)Bits64(random); break;
        }
    }

    private static PropertySet RandomProperties(Random random)
    {
        var set = new PropertySet();
        for (int n = random.Next(5); n > 0; n--)
        {
            set.Keys.Add(Text(random, 20));
            var value = new PropertyValue();
            switch (random.Next(7))
            {
                case 0: value.Type = (uint)DataType.Int32; value.IntValue = (uint)Bits64(random); break;
                case 1: value.Type = (uint)DataType.Int64; value.LongValue = Bits64(random); break;
                case 2: value.Type = (uint)DataType.Float; value.FloatValue = random.NextSingle(); break;
                case 3: value.Type = (uint)DataType.Double; value.DoubleValue = random.NextDouble(); break;
                case 4: value.Type = (uint)DataType.Boolean; value.BooleanValue = random.Next(2) == 0; break;
                case 5: value.Type = (uint)DataType.String; value.StringValue = Text(random, 60); break;
                default: value.Type = (uint)DataType.Int32; value.IsNull = true; break;
            }

            set.Values.Add(value);
        }

        return set;
    }

    /// <summary>Numbers of every length: a random number of bits.</summary>
    private static ulong Bits64(Random random) => (ulong)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);

    private static string Text(Random random, int max)
    {
        var builder = new StringBuilder();
        for (int n = random.Next(max + 1); n > 0; n--)
        {
            builder.Append(random.Next(12) switch { 0 => 'é', 1 => '€', 2 => '/', 3 => ' ', _ => (char)('a' + random.Next(26)) });
        }

        return builder.ToString();
    }

    private static byte[] Blob(Random random, int max)
    {
        byte[] bytes = new byte[random.Next(max + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Bytes(string text, Action<byte[], int, int> write) => Bytes(Encoding.UTF8.GetBytes(text), write);

    private static void Bytes(byte[] bytes, Action<byte[], int, int> write) => write(bytes, 0, bytes.Length);
}
