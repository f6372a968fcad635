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
}
