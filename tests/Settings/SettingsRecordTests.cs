using System.Reflection;
using System.Text;
using System.Text.Json;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

/// <summary>The settings record: everything comes back, and what was damaged or is another's is not taken.</summary>
public sealed class SettingsRecordTests
{
    private const string Firmware = "1.2.3";
    private static readonly RecordSource source = new(17, 0x0102030405060708);

    public static readonly TheoryData<string> Files =
        ["docs/node.example.json", "docs/node.esp32.example.json", "docs/node.brokers.example.json", "tests/Figures/node-10x10.json", "tests/Figures/node-mixed.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_node_file_is_the_same_out_of_its_record(string file)
    {
        byte[] json = File.ReadAllBytes(Path.Combine(Sample.Root, file));
        NodeSettings settings = SettingsFile.Parse(json, ".", asWritten: true).Settings!;

        Assert.Equal(Text(settings), Text(ThroughRecord(settings)));
    }

    [Fact]
    public void Every_member_of_the_model_comes_back_with_a_value_of_its_own()
    {
        int number = 0;
        var settings = (NodeSettings)Filled(typeof(NodeSettings), ref number);
        Assert.True(number > 150, "only " + number);

        NodeSettings read = ThroughRecord(settings);

        Assert.Equal(Text(settings), Text(read));
    }

    [Fact]
    public void Every_member_that_alone_is_not_as_usual_comes_back()
    {
        NodeSettings whole = Skeleton();
        int tried = 0;
        foreach ((object owner, PropertyInfo member) in Scalars(whole))
        {
            object? usual = member.GetValue(owner);
            member.SetValue(owner, Another(member, usual));
            Assert.True(Text(whole) == Text(ThroughRecord(whole)), owner.GetType().Name + "." + member.Name);
            member.SetValue(owner, usual);
            tried++;
        }

        Assert.True(tried > 100, "only " + tried);
    }

    [Fact]
    public void The_form_number_and_the_specification_are_those_of_the_code()
    {
        string spec = File.ReadAllText(Path.Combine(Sample.Root, "docs", "SPEC.md"));
        string wanted = string.Concat(RecordForm.Lines.Select(line => "    " + line + "\n"));

        Assert.True(spec.Contains(wanted, StringComparison.Ordinal),
            "docs/SPEC.md, \"Settings record\": put in what `fieldnode settings-record --form` prints, which is\n" + wanted);
        Assert.True(SettingsRecord.Form == RecordForm.Number,
            $"SettingsRecord.Form is 0x{SettingsRecord.Form:X8}, and must be 0x{RecordForm.Number:X8}: members, kinds or defaults changed");
        Assert.Contains($"0x{RecordForm.Number:X8}", spec, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_a_record_has_a_row_in_the_specification()
    {
        string spec = File.ReadAllText(Path.Combine(Sample.Root, "docs", "SPEC.md")).Split("### Settings record\n")[1].Split("\n### ")[0];

        foreach (RecordFault fault in Enum.GetValues<RecordFault>().Where(fault => fault != RecordFault.None))
        {
            Assert.Contains($"\n| {(int)fault} | ", spec, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Texts_are_null_empty_short_and_long()
    {
        var settings = new NodeSettings
        {
            Group = "°C €", Node = "", Board = new string('b', 120),
            Broker = new BrokerSettings { Host = new string('h', 121), User = new string('u', 40000) },
            Lines = [new LineSettings { Parity = null, Name = null }, new LineSettings { Parity = "" }],
        };

        NodeSettings read = ThroughRecord(settings);

        Assert.Equal("°C €", read.Group);
        Assert.Null(read.Node); // no member knows a difference
        Assert.Equal(settings.Board, read.Board);
        Assert.Equal(settings.Broker.Host, read.Broker.Host);
        Assert.Equal(settings.Broker.User, read.Broker.User);
        Assert.Null(read.Lines[0].Parity);
        Assert.Null(read.Lines[1].Parity);
    }

    [Fact]
    public void Thousands_of_texts_do_not_take_each_others_place()
    {
        var random = new Random(11);
        var settings = new NodeSettings
        {
            Devices = [new DeviceSettings { Tags = [.. Enumerable.Range(0, 1000).Select(i => new TagSettings
            {
                Name = "t" + i, Unit = "u" + random.Next(300), Table = random.Next(3) == 0 ? null : "x" + random.Next(9), Type = "float",
            })] }],
        };

        NodeSettings read = ThroughRecord(settings);

        Assert.Equal(Text(settings), Text(read));
        int types = read.Devices[0].Tags.Select(tag => tag.Type).Distinct(ReferenceEqualityComparer.Instance).Count();
        Assert.True(types < 100, types + " texts in memory for one");
    }

    [Fact]
    public void What_is_too_long_for_a_record_is_refused()
    {
        var settings = new NodeSettings { Lines = [.. Enumerable.Range(0, 20).Select(i => new LineSettings { Name = new string('n', 5000) + i })] };

        Assert.Throws<ArgumentException>(() => Make(settings));
        Assert.Throws<ArgumentException>(() => SettingsRecord.Make(new NodeSettings(), new string('1', 33), source, 0, 0, false));
    }

    [Fact]
    public void Its_head_says_what_it_is_of()
    {
        byte[] bytes = SettingsRecord.Make(new NodeSettings(), Firmware, source, -77, -5, standsAlone: true);

        SettingsRecord record = SettingsRecord.Open(bytes, bytes.Length, Firmware);

        Assert.Equal(RecordFault.None, record.Fault);
        Assert.True(record.Source.Is(source));
        Assert.False(record.Source.Is(new RecordSource(source.Bytes + 1, source.Sum)));
        Assert.False(record.Source.Is(new RecordSource(source.Bytes, source.Sum + 1)));
        Assert.Equal((-77, -5, true, Firmware), (record.SourceCrc, record.Sequence, record.StandsAlone, record.Firmware));
        Assert.False(SettingsRecord.Open(Make(new NodeSettings()), bytes.Length, Firmware).StandsAlone);
        Assert.Equal("FNSR"u8.ToArray(), bytes[..4]);
    }

    [Fact]
    public void Every_truncation_is_found()
    {
        byte[] sound = MixedRecord();
        for (int count = 0; count < sound.Length; count++)
        {
            Assert.True(SettingsRecord.Open(sound[..count], count, Firmware).Fault == RecordFault.Broken, "at " + count);
        }

        Assert.Equal(RecordFault.Missing, SettingsRecord.Open([], -1, Firmware).Fault);
        Assert.Equal(RecordFault.Broken, SettingsRecord.Open([.. sound, 0], sound.Length + 1, Firmware).Fault);
        Assert.Equal(RecordFault.None, SettingsRecord.Open([.. sound, 0], sound.Length, Firmware).Fault);
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        byte[] sound = MixedRecord();
        for (int bit = 0; bit < sound.Length * 8; bit++)
        {
            sound[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(SettingsRecord.Open(sound, sound.Length, Firmware).Fault == RecordFault.Broken, "bit " + bit);
            sound[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(RecordFault.None, SettingsRecord.Open(sound, sound.Length, Firmware).Fault);
    }

    [Fact]
    public void A_record_for_another_firmware_or_of_another_form_is_not_taken()
    {
        byte[] record = MixedRecord();
        Assert.Equal(RecordFault.OtherFirmware, SettingsRecord.Open(record, record.Length, Firmware + "1").Fault);

        byte[] other = Resummed(record, bytes => bytes[12] ^= 1);
        Assert.Equal(RecordFault.OtherForm, SettingsRecord.Open(other, other.Length, Firmware).Fault);

        other = Resummed(record, bytes => bytes[4] = 2);
        Assert.Equal(RecordFault.Broken, SettingsRecord.Open(other, other.Length, Firmware).Fault);
    }

    [Theory]
    [InlineData(7, 1, RecordFault.None)]
    [InlineData(7, 0, RecordFault.OtherForm)]
    public void A_section_of_a_later_firmware_is_skipped_only_if_it_may_be(byte kind, byte flags, RecordFault fault)
    {
        byte[] record = MixedRecord();
        byte[] longer = Resummed([.. record[..^8], kind, 0, flags, 0, 3, 0, 0, 0, 1, 2, 3, .. record[^8..]], bytes =>
            BitConverter.GetBytes(bytes.Length).CopyTo(bytes, 8));

        SettingsRecord read = SettingsRecord.Open(longer, longer.Length, Firmware);

        Assert.Equal(fault, read.Fault);
        Assert.True(fault != RecordFault.None || Text(read.Read()) == Text(SettingsRecord.Open(record, record.Length, Firmware).Read()));
    }

    // What no chance makes, but somebody might: the sum is right and the content is not.
    [Fact]
    public void A_content_that_is_none_ends_in_no_settings_or_in_some_and_never_in_an_exception()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("FIELDNODE_SEED"), out int given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine("FIELDNODE_SEED=" + seed);
        var random = new Random(seed);
        byte[] sound = MixedRecord();
        int refused = 0;
        for (int round = 0; round < 20000; round++)
        {
            byte[] forged = Resummed(sound, bytes =>
            {
                for (int i = random.Next(1, 4); i > 0; i--)
                {
                    bytes[random.Next(SettingsRecord.HeadBytes, bytes.Length - 8)] = (byte)random.Next(256);
                }
            });
            long before = GC.GetAllocatedBytesForCurrentThread();
            SettingsRecord record = SettingsRecord.Open(forged, forged.Length, Firmware);
            refused += record.Fault != RecordFault.None || record.Read() is null ? 1 : 0;
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2_000_000, $"FIELDNODE_SEED={seed}: round {round}");
        }

        Assert.True(refused > 1000, "only " + refused);
    }

    [Fact]
    public void The_record_of_a_hundred_tags_is_shorter_than_half_of_its_file()
    {
        byte[] json = File.ReadAllBytes(Path.Combine(Sample.Root, "tests/Figures/node-10x10.json"));

        int bytes = Make(SettingsFile.Parse(json, ".", asWritten: true).Settings!).Length;

        Assert.True(bytes * 2 < json.Length, $"{bytes} of {json.Length}");
    }

    [Fact]
    public void The_sum_is_that_of_the_specification_and_sees_every_byte()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1003).Select(i => (byte)(i * 7))];
        ulong expected = 1003;
        for (int at = 0; at <= 1003; at += 8) // the last word: what is left, the first byte highest
        {
            ulong word = at + 8 <= 1003 ? BitConverter.ToUInt64(bytes, at) : bytes[at..].Aggregate(0UL, (sum, b) => (sum << 8) | b);
            expected ^= word;
            expected = (expected ^ (expected >> 32)) * 0x9E3779B97F4A7C15;
        }

        long sum = RecordSum.Of(bytes, 0, bytes.Length);

        Assert.Equal((long)expected, sum);
        var seen = new HashSet<long> { sum };
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(seen.Add(RecordSum.Of(bytes, 0, bytes.Length)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Edits_of_two_digits_of_a_node_file_all_have_sums_of_their_own()
    {
        byte[] json = File.ReadAllBytes(Path.Combine(Sample.Root, "tests/Figures/node-10x10.json"))[..4096];
        int[] digits = [.. Enumerable.Range(0, json.Length).Where(i => json[i] is >= (byte)'0' and <= (byte)'9').Take(40)];
        var seen = new HashSet<long> { RecordSum.Of(json, 0, json.Length) };
        int edits = 1;
        foreach (int first in digits)
        {
            foreach (int second in digits.Where(place => place > first))
            {
                for (int change = 1; change < 100; change++)
                {
                    (byte a, byte b) = (json[first], json[second]);
                    json[first] = (byte)('0' + (a - '0' + change % 10) % 10);
                    json[second] = (byte)('0' + (b - '0' + change / 10) % 10);
                    edits += change % 10 != 0 && change / 10 != 0 ? 1 : 0;
                    _ = change % 10 != 0 && change / 10 != 0 && seen.Add(RecordSum.Of(json, 0, json.Length));
                    (json[first], json[second]) = (a, b);
                }
            }
        }

        Assert.Equal(edits, seen.Count);
    }

    private static byte[] MixedRecord() => Make(SettingsFile.Parse(
        File.ReadAllBytes(Path.Combine(Sample.Root, "tests/Figures/node-mixed.json")), ".", asWritten: true).Settings!);

    private static byte[] Make(NodeSettings settings) => SettingsRecord.Make(settings, Firmware, source, 5, 1, standsAlone: false);

    private static NodeSettings ThroughRecord(NodeSettings settings)
    {
        byte[] record = Make(settings);
        SettingsRecord opened = SettingsRecord.Open(record, record.Length, Firmware);
        Assert.Equal(RecordFault.None, opened.Fault);
        return Assert.IsType<NodeSettings>(opened.Read());
    }

    private static byte[] Resummed(byte[] record, Action<byte[]> change)
    {
        byte[] changed = [.. record];
        change(changed);
        BitConverter.GetBytes(RecordSum.Of(changed, 0, changed.Length - 8)).CopyTo(changed, changed.Length - 8);
        return changed;
    }

    private static string Text(NodeSettings settings) => JsonSerializer.Serialize(settings);

    /// <summary>An object with every member set to a value that no other member has, and two elements in each array.</summary>
    private static object Filled(Type type, ref int number)
    {
        object filled = Activator.CreateInstance(type)!;
        foreach (PropertyInfo member in JsonNames.MembersOf(type))
        {
            Type kind = member.PropertyType;
            number++;
            object value = kind == typeof(int) ? 1_000_000 + number
                : kind == typeof(double) ? number + 0.1
                : kind == typeof(bool) ? !(bool)member.GetValue(filled)!
                : kind == typeof(string) ? "text " + number
                : kind.IsArray ? Array.CreateInstance(kind.GetElementType()!, 2)
                : Filled(kind, ref number);
            for (int i = 0; value is Array items && i < items.Length; i++)
            {
                items.SetValue(Filled(kind.GetElementType()!, ref number), i);
            }
            member.SetValue(filled, value);
        }

        return filled;
    }

    /// <summary>One object of each class, all as usual.</summary>
    private static NodeSettings Skeleton() => (NodeSettings)Bare(typeof(NodeSettings));

    private static object Bare(Type type)
    {
        object bare = Activator.CreateInstance(type)!;
        foreach (PropertyInfo member in JsonNames.MembersOf(type).Where(member => !member.PropertyType.IsValueType && member.PropertyType != typeof(string)))
        {
            Type kind = member.PropertyType.GetElementType() ?? member.PropertyType;
            Array items = Array.CreateInstance(kind, 1);
            items.SetValue(Bare(kind), 0);
            member.SetValue(bare, member.PropertyType.IsArray ? items : items.GetValue(0));
        }

        return bare;
    }

    private static IEnumerable<(object Owner, PropertyInfo Member)> Scalars(object of)
    {
        foreach (PropertyInfo member in JsonNames.MembersOf(of.GetType()))
        {
            object? value = member.GetValue(of);
            if (member.PropertyType.IsValueType || member.PropertyType == typeof(string))
            {
                yield return (of, member);
                continue;
            }

            foreach (var inner in value is Array items ? items.Cast<object>().SelectMany(Scalars) : Scalars(value!))
            {
                yield return inner;
            }
        }
    }

    private static object? Another(PropertyInfo member, object? usual) => usual switch
    {
        int number => -number - 1,
        double number => number + double.Epsilon is var near && near == number ? number * 1.25 + 1e-300 : near,
        bool flag => !flag,
        string => null,
        _ => member.PropertyType == typeof(string) ? "é" : throw new InvalidOperationException(member.Name),
    };
}
