using System.Text;

namespace FieldNode.ProtoLite.Tests;

/// <summary>Eighteen payloads whose bytes were made with protoc: vectors.tsv holds name, tab, bytes in hex.</summary>
public sealed class VectorTests
{
    private const long Time = 1_700_000_000_000;

    private static readonly Dictionary<string, Action<PayloadWriter>> Writers = new()
    {
        ["NDEATH will bdSeq=0"] = w => { w.PayloadTimestamp(Time); BdSeq(w, Time, 0); },
        ["NDEATH no ts bdSeq=255"] = w => BdSeq(w, -1, 255),
        ["NBIRTH min"] = w => { w.PayloadTimestamp(Time); BdSeq(w, Time, 0); Rebirth(w, Time, DataType.Boolean, false); w.Seq(0); },
        ["NCMD rebirth"] = w => { w.PayloadTimestamp(Time); Rebirth(w, Time, DataType.Boolean, true); },
        ["NCMD rebirth bare"] = w => Rebirth(w, -1, DataType.Unknown, true),
        ["DDATA alias only"] = w =>
        {
            w.PayloadTimestamp(Time);
            w.BeginMetric();
            w.Alias(300);
            w.Timestamp(Time);
            w.DoubleValue(BitConverter.DoubleToInt64Bits(-2.5));
            w.EndMetric();
            w.Seq(255);
        },
        ["DDEATH"] = w => { w.PayloadTimestamp(Time); w.Seq(3); },
        ["Int16 -32768"] = w => Named(w, DataType.Int16, () => w.IntValue(-32768)),
        ["Int32 -1"] = w => Named(w, DataType.Int32, () => w.IntValue(-1)),
        ["UInt64 max"] = w => Named(w, DataType.UInt64, () => w.LongValue(-1)),
        ["UInt32 long"] = w => Named(w, DataType.UInt32, () => w.LongValue(uint.MaxValue)),
        ["UInt32 int"] = w => Named(w, DataType.UInt32, () => w.IntValue(-1)),
        ["Float NaN"] = w => Named(w, DataType.Float, () => w.FloatValue(0x7FC00000)),
        ["String empty"] = w => Named(w, DataType.String, () => w.StringValue([], 0, 0)),
        ["null"] = w => Named(w, DataType.Int32, w.Null),
        ["hist"] = w => { w.BeginMetric(); w.Alias(1); w.Timestamp(1); w.Historical(); w.IntValue(1); w.EndMetric(); },
        ["Quality BAD"] = w => Named(w, DataType.Int32, () =>
        {
            w.BeginProperties();
            Key(w, "Quality");
            w.PropertyInt(DataType.Int32, 0);
            w.EndProperties();
            w.IntValue(1);
        }),
        ["engUnit"] = w => Named(w, DataType.Float, () =>
        {
            w.BeginProperties();
            Key(w, "engUnit");
            w.PropertyString(DataType.String, "C"u8.ToArray(), 0, 1);
            w.EndProperties();
            w.FloatValue(BitConverter.SingleToInt32Bits(1));
        }),
    };

    public static TheoryData<string, string> Vectors()
    {
        var data = new TheoryData<string, string>();
        using var reader = new StreamReader(typeof(VectorTests).Assembly.GetManifestResourceStream("vectors.tsv")!);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            string[] parts = line.Split('\t');
            data.Add(parts[0], parts[1]);
        }

        return data;
    }

    [Fact]
    public void All_eighteen_vectors_are_there() => Assert.Equal(Writers.Keys.Order(), Vectors().Select(v => v.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_writer_makes_the_bytes_of_the_vector(string name, string hex)
    {
        byte[] buffer = new byte[200];
        var writer = new PayloadWriter();
        writer.Begin(buffer, 0, buffer.Length);
        Writers[name](writer);
        Assert.False(writer.Overflow);
        Assert.Equal(hex, Convert.ToHexStringLower(buffer, 0, writer.Count));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_reader_takes_the_vector_without_an_error(string name, string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var reader = new CommandReader();
        reader.Begin(bytes, 0, bytes.Length, 1000, 10);
        Assert.True(reader.Check() == DecodeError.None, name);
    }

    private static void Named(PayloadWriter w, DataType type, Action rest)
    {
        w.BeginMetric();
        w.Name("a"u8.ToArray(), 0, 1);
        w.Datatype(type);
        rest();
        w.EndMetric();
    }

    private static void BdSeq(PayloadWriter w, long time, int bdSeq)
    {
        w.BeginMetric();
        w.Name("bdSeq"u8.ToArray(), 0, 5);
        if (time >= 0)
        {
            w.Timestamp(time);
        }

        w.Datatype(DataType.Int64);
        w.LongValue(bdSeq);
        w.EndMetric();
    }

    private static void Rebirth(PayloadWriter w, long time, DataType type, bool value)
    {
        byte[] name = "Node Control/Rebirth"u8.ToArray();
        w.BeginMetric();
        w.Name(name, 0, name.Length);
        if (time >= 0)
        {
            w.Timestamp(time);
        }

        if (type != DataType.Unknown)
        {
            w.Datatype(type);
        }

        w.BoolValue(value);
        w.EndMetric();
    }

    private static void Key(PayloadWriter w, string key)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(key);
        w.PropertyKey(bytes, 0, bytes.Length);
    }
}
