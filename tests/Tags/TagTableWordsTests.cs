using System.Buffers.Binary;
using System.Reflection;
using FieldNode.ProtoLite;

namespace FieldNode.Tags.Tests;

/// <summary>What only a PC has: whole payloads in one go, and values out of registers.</summary>
public sealed class TagTableWordsTests
{
    private const byte Untouched = 0xEE;

    private readonly byte[] expected = new byte[4096];
    private readonly byte[] frame = new byte[4096];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_payload_in_one_go_is_the_same_as_time_metrics_and_seq_one_after_another(bool useAliases)
    {
        Random random = Seeded.Random();
        DataType[] types = [DataType.Float, DataType.Float, DataType.Float, DataType.Int32, DataType.Boolean, DataType.Double, DataType.String];
        for (int round = 0; round < 200; round++)
        {
            TagTable inOneGo = Table(useAliases, random.Next(2) == 0 ? [DataType.Float] : types);
            TagTable stepByStep = Table(useAliases, [.. Enumerable.Range(0, inOneGo.Count).Select(inOneGo.TypeOf)]);
            for (int i = 0; i < 20; i++)
            {
                int seed = random.Next();
                Change(inOneGo, new Random(seed));
                Change(stepByStep, new Random(seed));
                int limit = random.Next(8) == 0 ? random.Next(8, 120) : 2000;
                int number = random.Next(256);
                int end = stepByStep.AppendChanges(0, expected, stepByStep.AppendTime(expected, 0), limit);
                int length = InOneGo(inOneGo, limit, number, end);

                Assert.Equal(expected.AsSpan(0, end), frame.AsSpan(0, end));
                Assert.Equal(stepByStep.HasChanges(0), inOneGo.HasChanges(0));
                if (length >= 0)
                {
                    Assert.Equal(Seq(number), frame.AsSpan(end, length - end));
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_written_behind_the_room_for_seq()
    {
        for (int limit = 8; limit < 200; limit++)
        {
            TagTable table = Table(true, [.. Enumerable.Repeat(DataType.Float, 12)]);
            Change(table, new Random(limit));
            frame.AsSpan().Fill(Untouched);
            table.BuildData(0, frame, limit, 255);

            Assert.True(frame.AsSpan(limit + TagTable.SeqRoom).IndexOfAnyExcept(Untouched) < 0, $"limit {limit}");
        }
    }

    [Fact]
    public void Metrics_that_end_at_the_end_of_the_array_are_not_written_over_it()
    {
        TagTable table = Table(true, [.. Enumerable.Repeat(DataType.Float, 3)]);
        for (int tag = 0; tag < table.Count; tag++)
        {
            Set(table, tag, 7);
        }

        table.SendAt(Wire.SendTime);
        int all = 7 + (3 * 16);
        var exact = new byte[all];

        Assert.Equal(all, table.AppendChanges(0, exact, table.AppendTime(exact, 0), all));
        Assert.False(table.HasChanges(0));
    }

    [Fact]
    public void A_frame_without_room_for_seq_and_a_device_that_is_not_there_are_refused()
    {
        TagTable table = Table(true, [DataType.Float]);

        Assert.Throws<ArgumentException>(() => table.BuildData(0, new byte[64], 61, 0));
        Assert.Throws<ArgumentException>(() => table.BuildData(0, new byte[64], 7, 0));
        Assert.Throws<ArgumentException>(() => table.BuildData(1, new byte[64], 60, 0));
        Assert.Throws<ArgumentException>(() => table.BuildData(-1, new byte[64], 60, 0));
        Assert.Equal(9, table.BuildData(0, new byte[64], 60, 0));
    }

    [Fact]
    public void A_float_out_of_registers_is_the_same_as_its_four_bytes()
    {
        TagTable table = Table(true, [DataType.Float, DataType.Float]);
        byte[] registers = [9, 9, 0x42, 0xF6, 0xE9, 0x79, 9];
        table.BeginSample(Wire.Time);
        table.SetFloat(0, registers, 2);
        table.SetFloatBytes(1, 0x79, 0xE9, 0xF6, 0x42);

        Assert.Equal(123.456f, (float)table.GetReal(0));
        Assert.Equal(table.GetReal(1), table.GetReal(0));
    }

    [Theory]
    [InlineData(0x7F800000)]
    [InlineData(0xFF800000)]
    [InlineData(0x7FC00000)]
    [InlineData(0x7F800001)]
    public void Infinities_and_not_a_number_out_of_registers_make_the_tag_bad_and_keep_its_value(uint bits)
    {
        TagTable table = Table(true, [DataType.Float]);
        table.BeginSample(Wire.Time);
        table.SetFloat(0, [0x3F, 0x80, 0, 0], 0);
        table.SetFloat(0, Registers(bits), 0);

        Assert.Equal(Quality.Bad, table.QualityOf(0));
        Assert.Equal(QualityReason.OutOfRange, table.ReasonOf(0));
        Assert.Equal(1, table.GetReal(0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Registers_that_are_not_there_are_refused(int from)
    {
        TagTable table = Table(true, [DataType.Float]);

        Assert.Throws<ArgumentException>(() => table.SetFloat(0, new byte[4], from));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(1 << 27)] // times 32 it would be 0
    [InlineData(int.MinValue)]
    public void A_tag_that_is_not_there_is_refused(int tag)
    {
        TagTable table = Table(true, [DataType.Float]);

        Assert.Throws<ArgumentException>(() => table.SetFloat(tag, new byte[4], 0));
    }

    [Fact]
    public void Nothing_waits_by_itself_when_four_billion_frames_have_gone()
    {
        TagTable table = Table(true, [DataType.Float, DataType.Float]);
        Set(table, 0, 1);
        Set(table, 1, 1);
        Assert.True(table.BuildData(0, frame, 2000, 0) > 9);
        SetRound(table, uint.MaxValue);
        Set(table, 0, 2);
        int full = table.BuildData(0, frame, 2000, 0); // the last round, and the first one follows
        Set(table, 0, 3);
        Set(table, 1, 3);

        Assert.Equal(9 + 16, full);
        Assert.Equal(9 + (2 * 16), table.BuildData(0, frame, 2000, 0));
    }

    private int InOneGo(TagTable table, int limit, int number, int expectedEnd)
    {
        int length = table.BuildData(0, frame, limit, number);
        if (length >= 0)
        {
            return length;
        }

        int end = table.AppendChanges(0, frame, ~length, limit);
        Assert.Equal(expectedEnd, end);
        return length;
    }

    private static TagTable Table(bool useAliases, DataType[] types)
    {
        var table = new TagTable(types.Length, 1);
        for (int tag = 0; tag < types.Length; tag++)
        {
            table.Add(0, new TagSpec { Name = $"{tag}{new string('n', tag % 3 * 60)}", DataType = types[tag] });
        }

        table.Seal(useAliases);
        table.BeginSample(Wire.Time);
        for (int tag = 0; tag < types.Length; tag++)
        {
            Set(table, tag, 0.5f);
        }

        var birth = new byte[20_000];
        table.SendAt(Wire.SendTime);
        Assert.True(table.AppendBirth(0, birth, 0, birth.Length) > 0);
        return table;
    }

    private static void Change(TagTable table, Random random)
    {
        table.SendAt(Wire.SendTime + random.Next(1000));
        for (int i = random.Next(table.Count * 2); i >= 0; i--)
        {
            int tag = random.Next(table.Count);
            table.BeginSample(Wire.Time + random.Next(100_000));
            if (random.Next(20) == 0)
            {
                table.SetBad(tag, QualityReason.NoAnswer);
            }
            else
            {
                Set(table, tag, (random.NextSingle() * 100) + 1);
            }
        }
    }

    private static void Set(TagTable table, int tag, float value)
    {
        switch (table.TypeOf(tag))
        {
            case DataType.Float: table.SetFloat(tag, Registers(BitConverter.SingleToUInt32Bits(value)), 0); break;
            case DataType.Boolean: table.SetBool(tag, (int)value % 2 == 0); break;
            case DataType.String: table.SetText(tag, [(byte)('a' + ((int)value % 20))], 0, 1); break;
            default: table.SetReal(tag, (int)value); break;
        }
    }

    private static byte[] Registers(uint bits)
    {
        var registers = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(registers, bits);
        return registers;
    }

    private static byte[] Seq(int number) => number < 128 ? [0x18, (byte)number] : [0x18, (byte)number, 1];

    private static void SetRound(TagTable table, uint round)
    {
        var queues = (Array)typeof(TagTable).GetField("queueArray", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(table)!;
        object queue = queues.GetValue(0)!;
        queue.GetType().GetField("Rounds")!.SetValue(queue, (ulong)round << 32);
        queues.SetValue(queue, 0);
    }
}
