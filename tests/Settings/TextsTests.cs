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
