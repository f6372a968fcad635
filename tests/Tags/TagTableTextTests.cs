using System.Text;
using FieldNode.Host.Protobuf;
using FieldNode.ProtoLite;
using Google.Protobuf;

namespace FieldNode.Tags.Tests;

/// <summary>Texts in: nothing that is not UTF-8 gets into a string field, since strict hosts refuse the whole message for it.</summary>
public sealed class TagTableTextTests
{
    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData("FF")] // erased EEPROM
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("50FC6D7065")] // Pümpe in Latin-1
    [InlineData("80")] // nothing begins with it
    [InlineData("41BF")]
    [InlineData("C080")] // overlong NUL
    [InlineData("C1BF")] // overlong
    [InlineData("E09FBF")] // overlong
    [InlineData("F08FBFBF")] // overlong
    [InlineData("EDA080")] // half a surrogate pair
    [InlineData("EDBFBF")]
    [InlineData("EDA0BDEDB880")] // both halves (CESU-8)
    [InlineData("F4908080")] // U+110000
    [InlineData("F8888080")]
    [InlineData("C3")] // cut tails
    [InlineData("41E282")]
    [InlineData("F09F98")]
    [InlineData("C3C3A4")] // a head behind a head
    [InlineData("E28241")]
    [InlineData("F09F9841")]
    public void What_is_not_utf8_is_bad_with_a_reason_and_never_leaves(string hex)
    {
        TagTable table = Tables.Born(DataType.String);
        table.SetString(0, "before");
        _ = Wire.Change(table);
        table.SetBlob(0, Convert.FromHexString(hex));
        Assert.Equal((Quality.Bad, QualityReason.BadText), (table.QualityOf(0), table.ReasonOf(0)));
        Metric change = Wire.Change(table);
        Assert.Equal("before", change.StringValue);
        Assert.Equal(QualityReason.BadText, Tables.ReasonIn(change));
        Assert.Equal("before", Wire.Birth(table).Metrics[0].StringValue);

        table.SetString(0, "before");
        Assert.Equal(Quality.Good, table.QualityOf(0));
    }

    [Fact]
    public void A_text_that_was_never_right_is_null_and_its_birth_is_readable()
    {
        TagTable table = Tables.Sealed(true, new TagSpec { Name = "Serial", DataType = DataType.String });
        table.SetBlob(0, [0xFF, 0xFF]);
        Metric born = Wire.Birth(table).Metrics[0];
        Assert.True(born.IsNull);
        Assert.Equal(QualityReason.BadText, Tables.ReasonIn(born));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFF")]
    [InlineData("\U00010000\U0010FFFF")]
    public void The_edges_of_each_length_are_texts(string text)
    {
        TagTable table = Tables.Born(DataType.Text);
        table.SetString(0, text);
        Assert.Equal(Quality.Good, table.QualityOf(0));
        Assert.Equal(text, Wire.Change(table).StringValue);
    }

    [Fact]
    public void A_text_is_cut_between_characters_and_judged_by_all_of_its_bytes()
    {
        TagTable table = Tables.Born(new TagSpec { Name = "T", DataType = DataType.String, TextBytesMax = 4 });
        table.SetString(0, "ab€d");
        Assert.Equal("ab", table.GetText(0));
        table.SetBlob(0, [.. "abcd"u8, 0xFF]);
        Assert.Equal(QualityReason.BadText, table.ReasonOf(0));
    }

    [Fact]
    public void Bytes_may_be_anything()
    {
        TagTable table = Tables.Born(DataType.Bytes);
        table.SetBlob(0, [0xFF, 0xC0]);
        Assert.Equal(Quality.Good, table.QualityOf(0));
    }

    // Its births have no room for a quality; what a host named in a command may come into such a tag.
    [Fact]
    public void A_tag_that_is_never_bad_has_question_marks_where_bytes_are_wrong()
    {
        TagTable table = Tables.Sealed(true, new TagSpec { Name = "Last", DataType = DataType.String, AlwaysGood = true, TextBytesMax = 6 });
        table.SetString(0, "");
        _ = Wire.Birth(table);
        table.SetBlob(0, [.. "a"u8, 0xFF, .. "ü"u8, 0xE2, 0x82]);
        Assert.Equal(Quality.Good, table.QualityOf(0));
        Assert.Equal("a?ü??", Wire.Change(table).StringValue);
        table.SetBlob(0, [.. "abcd"u8, 0xE2, 0x82, 0x80, 0x80, 0xFF]);
        Assert.Equal("abcd", Wire.Change(table).StringValue.TrimEnd('?'));
        Assert.Equal(table.GetText(0), Wire.Birth(table).Metrics[0].StringValue);
    }

    [Fact]
    public void Random_bytes_are_either_a_text_or_bad_and_a_strict_host_reads_every_message()
    {
        var random = Seeded.Random();
        int good = 0;
        int bad = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = RandomText(random);
            TagTable table = Tables.Sealed(true,
                new TagSpec { Name = "T", DataType = DataType.String, TextBytesMax = 12, AlwaysGood = random.Next(4) == 0 });
            table.SetBlob(0, bytes);
            bool isText = IsText(bytes);
            bool isBad = table.ReasonOf(0) == QualityReason.BadText;
            good += isText ? 1 : 0;
            bad += isBad ? 1 : 0;
            if (isText)
            {
                Assert.False(isBad, Convert.ToHexString(bytes));
                Assert.StartsWith(table.GetText(0), strict.GetString(bytes), StringComparison.Ordinal);
            }

            // Google.Protobuf refuses a string that is not UTF-8.
            _ = Wire.Birth(table);
            table.ForceReport(0);
            table.SetBlob(0, bytes);
            _ = Wire.Data(table);
            bool hasMark = isText && strict.GetString(bytes).Contains('\uFFFD'); // a character like any other, if it was sent
            Assert.True(IsText(Encoding.UTF8.GetBytes(table.GetText(0))) && (hasMark || !table.GetText(0).Contains('\uFFFD')), Convert.ToHexString(bytes));
        }

        Assert.True(good > 1000 && bad > 1000, $"{good} texts, {bad} bad");
    }

    [Fact]
    public void Google_refuses_a_string_that_is_not_utf8()
    {
        byte[] payload = new Payload { Metrics = { new Metric { Name = "T", StringValue = "xy" } } }.ToByteArray();
        payload[^1] = 0xFF;
        Assert.Throws<InvalidProtocolBufferException>(() => Payload.Parser.ParseFrom(payload));
    }

    // Mostly characters, with a wrong byte now and then.
    private static byte[] RandomText(Random random)
    {
        var bytes = new List<byte>();
        for (int i = random.Next(6); i > 0; i--)
        {
            Rune rune;
            while (!Rune.TryCreate(random.Next(4) switch { 0 => random.Next(0x80), 1 => random.Next(0x800), 2 => random.Next(0x10000), _ => random.Next(0x110000) }, out rune))
            {
            }

            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        for (int i = bytes.Count > 0 ? random.Next(3) : 0; i > 1; i--)
        {
            bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
        }

        return [.. bytes];
    }

    private static bool IsText(byte[] bytes)
    {
        try
        {
            return strict.GetCharCount(bytes) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
