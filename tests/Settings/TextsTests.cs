using System.Text;

namespace FieldNode.Settings.Tests;

public sealed class TextsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("pump")]
    [InlineData("\u007f\u0080\u07ff\u0800\uffff")]
    [InlineData("\U00010000\U0010ffff")]
    public void Bytes_are_counted_as_the_library_counts_them(string text)
    {
        Assert.Equal(Encoding.UTF8.GetByteCount(text), Texts.Utf8Bytes(text));
    }

    [Fact]
    public void Small_letters_are_those_of_the_library_in_Latin_Greek_and_Cyrillic()
    {
        (int First, int Last)[] blocks = [(0, 0x17F), (0x386, 0x3CE), (0x400, 0x481), (0x48A, 0x4BF), (0x4D0, 0x52F)];
        foreach ((int first, int last) in blocks)
        {
            for (int c = first; c <= last; c++)
            {
                Assert.Equal(($"U+{c:X4}", char.ToLowerInvariant((char)c)), ($"U+{c:X4}", Texts.Lower((char)c)));
            }
        }
        Assert.Equal('\uFF21', Texts.Lower('\uFF21')); // beyond them, as they are
    }

    [Theory]
    [InlineData("Öl/Druck", "öl/druck")]
    [InlineData("Źródło", "ŹRÓDŁO")]
    [InlineData("Νερό", "ΝΕΡΌ")]
    [InlineData("Насос", "НАСОС")]
    public void Names_of_plants_that_differ_by_case_only_are_alike(string a, string b) => Assert.True(Texts.EqualsIgnoreCase(a, b));

    [Fact]
    public void Half_a_surrogate_pair_is_no_text()
    {
        string[] halves = ["" + '\ud800', "a" + '\udc00', "" + '\ud800' + 'a', "" + '\udc00' + '\ud800'];
        foreach (var half in halves)
        {
            Assert.Equal(-1, Texts.Utf8Bytes(half));
            Assert.False(Texts.IsSparkplugId(half));
        }
    }

    [Fact]
    public void Every_character_that_hosts_refuse_is_refused_in_metric_names()
    {
        foreach (var c in ".,\\@#$%^&*()[]{}|!`~:;'\"<>?\0\t\u007f")
        {
            Assert.False(Texts.IsMetricName("a" + c + "b"), $"U+{(int)c:X4}");
        }
        foreach (var c in "azAZ09 -_+=/°Ω")
        {
            Assert.True(Texts.IsMetricName("a" + c + "b"), $"U+{(int)c:X4}");
        }
    }

    [Theory]
    [InlineData("broker", true)]
    [InlineData("a-b.example.com", true)]
    [InlineData("my_broker", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a-.b", false)]
    [InlineData("a.-b", false)]
    [InlineData(".a", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("tcp://a", false)]
    [InlineData("::1", false)]
    public void A_host_name_is_told_from_a_url(string text, bool isHost)
    {
        Assert.Equal(isHost, Texts.IsHostName(text));
    }

    [Fact]
    public void A_quoted_text_is_short_and_cannot_write_to_a_terminal()
    {
        Assert.Equal("\"a?[31m\"", Texts.Quote("a\u001b[31m"));
        Assert.Equal("missing", Texts.Quote(null!));
        Assert.Equal(65, Texts.Quote(new string('x', 1000)).Length);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u00a0\u2003")]
    [InlineData("\u200b")]
    [InlineData("\u3164\u3000")]
    [InlineData("\ufeff")]
    public void A_name_that_nobody_can_see_is_none(string text)
    {
        Assert.False(Texts.IsSparkplugId(text));
        Assert.False(Texts.IsMetricName(text));
        Assert.False(Texts.IsLineName(text));
        Assert.True(Texts.IsSparkplugId(text + "a"));
    }

    [Fact]
    public void What_turns_the_direction_or_ends_the_line_is_a_control_character()
    {
        foreach (var c in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
        {
            Assert.False(Texts.IsPlain("a" + c + "b", 64), $"U+{(int)c:X4}");
            Assert.Equal("\"a?b\"", Texts.Quote("a" + c + "b"));
        }
        foreach (var c in "\u2027\u202f\u2065\u206a\u05d0\u0627\u200d") // Hebrew and Arabic letters, and the joiner that Persian has, are text
        {
            Assert.True(Texts.IsPlain("a" + c + "b", 64), $"U+{(int)c:X4}");
        }
    }

    [Fact]
    public void Every_blank_and_format_character_of_the_library_is_unseen_or_a_control()
    {
        for (int c = 0; c < 0xFFFF; c++)
        {
            var category = char.GetUnicodeCategory((char)c);
            bool isSuch = category is System.Globalization.UnicodeCategory.SpaceSeparator or System.Globalization.UnicodeCategory.Format
                && c is not (>= 0x600 and <= 0x605 or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2); // signs around Arabic and Syriac numbers: they are seen
            if (isSuch)
            {
                Assert.True(Texts.IsUnseen((char)c) || !Texts.IsPlain("a" + (char)c, 64), $"U+{c:X4} {category}");
            }
        }
        Assert.False(Texts.IsUnseen('a') || Texts.IsUnseen('°') || Texts.IsUnseen('\u3001') || Texts.IsUnseen('\uff01'));
    }
}
