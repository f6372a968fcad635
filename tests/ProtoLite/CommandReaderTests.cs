using System.Text;
using FieldNode.Host.Protobuf;
using Google.Protobuf;

namespace FieldNode.ProtoLite.Tests;

public sealed class CommandReaderTests
{
    private const int Big = 1_000_000;

    [Fact]
    public void What_Google_writes_is_read_back_field_by_field()
    {
        var random = Seeded.Random();
        var reader = new CommandReader();
        for (int i = 0; i < 50_000; i++)
        {
            Payload payload = GooglePayload.Random(random);
            byte[] bytes = payload.ToByteArray();
            reader.Begin(bytes, 0, bytes.Length, Big, 100);
            Assert.Equal(DecodeError.None, reader.Check());
            foreach (Metric metric in payload.Metrics)
            {
                Assert.True(reader.Next());
                AssertSame(metric, reader, bytes);
            }

            Assert.False(reader.Next());
            Assert.Equal(payload.HasTimestamp ? (long)payload.Timestamp : -1, reader.PayloadTimestamp);
        }
    }

    [Fact]
    public void Fields_may_come_in_any_order_and_the_last_value_wins()
    {
        byte[] name = "Valve"u8.ToArray();
        byte[] body = [0x50, 0x05, 0x70, 0x01, 0x20, 0x0B, 0x18, 0x07, 0x0A, 5, .. name, 0x10, 0x2C];
        byte[] payload = [0x18, 0x01, 0x12, (byte)body.Length, .. body, 0x08, 0x09];
        CommandReader reader = Read(payload);
        Assert.True(reader.Next());
        Assert.True(reader.NameIs(name));
        Assert.False(reader.NameIs("Valvf"u8.ToArray()));
        Assert.Equal(44, reader.Alias);
        Assert.Equal(ValueKind.Bool, reader.Kind);
        Assert.Equal(1, reader.ValueBits);
        Assert.Equal(7, reader.Timestamp);
        Assert.False(reader.Next());
        Assert.Equal(9, reader.PayloadTimestamp);
    }

    [Fact]
    public void Fields_of_later_versions_are_skipped_whatever_their_wire_type()
    {
        byte[] unknown = [0xA0, 0x06, 0x85, 0x01, 0xA1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8, 0xA2, 0x06, 2, 9, 9, 0xA5, 0x06, 1, 2, 3, 4];
        byte[] body = [.. unknown, 0x10, 0x03, .. unknown];
        CommandReader reader = Read([.. unknown, 0x12, (byte)body.Length, .. body, .. unknown]);
        Assert.True(reader.Next());
        Assert.Equal(3, reader.Alias);
        Assert.False(reader.Next());
        Assert.Equal(DecodeError.None, reader.Error);
    }

    [Theory]
    [InlineData("", DecodeError.None)]
    [InlineData("12", DecodeError.Truncated)]
    [InlineData("1205", DecodeError.BadLength)]
    [InlineData("12021001FF", DecodeError.Truncated)]
    [InlineData("12060A05616263", DecodeError.BadLength)]
    [InlineData("12060A0561626364", DecodeError.BadLength)]
    [InlineData("120C10FFFFFFFFFFFFFFFFFFFF01", DecodeError.BadVarint)]
    [InlineData("12020001", DecodeError.BadKey)]
    [InlineData("1202130C", DecodeError.BadWireType)]
    [InlineData("12020801", DecodeError.BadWireType)]
    [InlineData("12036500FF", DecodeError.Truncated)]
    [InlineData("1A00", DecodeError.BadWireType)]
    [InlineData("12FFFFFFFFFFFFFFFFFF01", DecodeError.BadLength)]
    public void What_is_broken_has_its_own_error(string hex, DecodeError error)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var reader = new CommandReader();
        reader.Begin(bytes, 0, bytes.Length, Big, 10);
        Assert.Equal(error, reader.Check());
    }

    [Fact]
    public void A_payload_over_the_limits_is_refused_before_it_is_read()
    {
        byte[] two = [0x12, 2, 0x10, 1, 0x12, 2, 0x10, 2];
        var reader = new CommandReader();
        reader.Begin(two, 0, two.Length, two.Length - 1, 10);
        Assert.False(reader.Next());
        Assert.Equal(DecodeError.TooLong, reader.Error);
        reader.Begin(two, 0, two.Length, two.Length, 1);
        Assert.Equal(DecodeError.TooManyMetrics, reader.Check());
    }

    [Theory]
    [InlineData(DataType.Int8, 0xFB, -5)]
    [InlineData(DataType.Int8, 0xFFFFFFFB, -5)]
    [InlineData(DataType.Int16, 0x8000, -32768)]
    [InlineData(DataType.Int32, 0xFFFFFFFF, -1)]
    [InlineData(DataType.UInt32, 0xFFFFFFFF, 4294967295)]
    [InlineData(DataType.UInt8, 0x1FF, 255)]
    [InlineData(DataType.Int64, -7, -7)]
    public void Small_negative_numbers_are_taken_masked_or_sign_extended(DataType type, long sent, long meant)
    {
        var metric = new Metric { Alias = 1, LongValue = unchecked((ulong)sent) };
        CommandReader reader = Read(new Payload { Metrics = { metric } }.ToByteArray());
        Assert.True(reader.Next());
        Assert.Equal(meant, reader.IntegerAs(type));
    }

    [Fact]
    public void Every_truncation_and_every_flipped_bit_of_a_set_of_commands_ends_in_an_error_code_or_a_valid_decode()
    {
        int decoded = 0;
        int refused = 0;
        foreach (byte[] command in Commands())
        {
            for (int count = 0; count <= command.Length; count++)
            {
                Count(Drain(command[..count]), ref decoded, ref refused);
            }

            for (int bit = 0; bit < command.Length * 8; bit++)
            {
                byte[] flipped = (byte[])command.Clone();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Count(Drain(flipped), ref decoded, ref refused);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"decoded {decoded}, refused {refused}");
        Assert.True(decoded > 1000 && refused > 1000);
    }

    [Fact]
    public void Random_bytes_never_throw_and_a_length_never_leaves_the_payload()
    {
        var random = Seeded.Random();
        for (int i = 0; i < 300_000; i++)
        {
            byte[] bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (bytes.Length > 2)
            {
                bytes[0] = 0x12;
                bytes[1] = (byte)random.Next(bytes.Length);
            }

            Drain(bytes);
        }
    }

    private static void Count(DecodeError error, ref int decoded, ref int refused)
    {
        if (error == DecodeError.None)
        {
            decoded++;
        }
        else
        {
            refused++;
        }
    }

    // Reads behind the payload would find these bytes and stop a length from being believed.
    private static DecodeError Drain(byte[] bytes)
    {
        byte[] framed = [0xFF, 0xFF, .. bytes];
        var reader = new CommandReader();
        reader.Begin(framed, 2, bytes.Length, Big, 20);
        while (reader.Next())
        {
            Assert.True(reader.NameOffset == -1 || reader.NameOffset >= 2);
            Assert.True(reader.NameOffset + reader.NameCount <= framed.Length && reader.NameCount >= 0);
            Assert.True(reader.ValueCount >= 0 && (reader.ValueCount == 0 || reader.ValueOffset + reader.ValueCount <= framed.Length));
        }

        return reader.Error;
    }

    private static IEnumerable<byte[]> Commands()
    {
        foreach (TheoryDataRow<string, string> vector in VectorTests.Vectors().Cast<TheoryDataRow<string, string>>())
        {
            yield return Convert.FromHexString(vector.Data.Item2);
        }

        yield return new Payload
        {
            Timestamp = 1_700_000_000_000,
            Metrics =
            {
                new Metric { Name = "Boiler/Setpoint", Datatype = 9, FloatValue = 61.5f, Timestamp = 1_700_000_000_000 },
                new Metric { Alias = 300, Datatype = 11, BooleanValue = true },
                new Metric { Alias = 5, Datatype = 12, StringValue = "Störung" },
                new Metric { Alias = 6, Datatype = 17, BytesValue = ByteString.CopyFrom(1, 2, 3) },
                new Metric { Alias = 7, IsNull = true },
                new Metric { Alias = 8, Datatype = 10, DoubleValue = -1e300, IsHistorical = true, IsTransient = false },
                new Metric { Name = "x", TemplateValue = new Template { TemplateRef = "t" } },
                new Metric { Name = "y", DatasetValue = new DataSet { NumOfColumns = 1, Columns = { "c" } } },
            },
        }.ToByteArray();
    }

    private static CommandReader Read(byte[] bytes)
    {
        var reader = new CommandReader();
        reader.Begin(bytes, 0, bytes.Length, Big, 100);
        return reader;
    }

    private static void AssertSame(Metric metric, CommandReader reader, byte[] bytes)
    {
        string? name = reader.NameOffset < 0 ? null : Encoding.UTF8.GetString(bytes, reader.NameOffset, reader.NameCount);
        Assert.Equal(metric.HasName ? metric.Name : null, name);
        Assert.Equal(metric.HasAlias, reader.HasAlias);
        Assert.Equal((long)metric.Alias, reader.Alias);
        Assert.Equal(metric.HasTimestamp ? (long)metric.Timestamp : -1, reader.Timestamp);
        Assert.Equal((int)metric.Datatype, reader.Datatype);
        Assert.Equal((metric.IsNull, metric.IsHistorical, metric.IsTransient), (reader.IsNull, reader.IsHistorical, reader.IsTransient));
        switch (metric.ValueCase)
        {
            case Metric.ValueOneofCase.None: Assert.Equal(ValueKind.None, reader.Kind); break;
            case Metric.ValueOneofCase.IntValue: Assert.Equal((ValueKind.Int, metric.IntValue), (reader.Kind, (uint)reader.ValueBits)); break;
            case Metric.ValueOneofCase.LongValue: Assert.Equal((ValueKind.Long, (long)metric.LongValue), (reader.Kind, reader.ValueBits)); break;
            case Metric.ValueOneofCase.FloatValue:
                Assert.Equal((ValueKind.Float, BitConverter.SingleToInt32Bits(metric.FloatValue)), (reader.Kind, (int)reader.ValueBits));
                break;
            case Metric.ValueOneofCase.DoubleValue:
                Assert.Equal((ValueKind.Double, BitConverter.DoubleToInt64Bits(metric.DoubleValue)), (reader.Kind, reader.ValueBits));
                break;
            case Metric.ValueOneofCase.BooleanValue: Assert.Equal((ValueKind.Bool, metric.BooleanValue), (reader.Kind, reader.ValueBits != 0)); break;
            case Metric.ValueOneofCase.StringValue:
                Assert.Equal((ValueKind.String, metric.StringValue), (reader.Kind, Encoding.UTF8.GetString(bytes, reader.ValueOffset, reader.ValueCount)));
                break;
            default:
                Assert.Equal(ValueKind.Bytes, reader.Kind);
                Assert.Equal(metric.BytesValue.ToByteArray(), bytes[reader.ValueOffset..(reader.ValueOffset + reader.ValueCount)]);
                break;
        }
    }
}
