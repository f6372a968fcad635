using System.Text;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("{\n  \"a\": 1,\n  \"b\": }", "line 3, column 8: '}' is an invalid start of a value")]
    [InlineData("{\n  // set up by K.\n}", "line 2, column 3: a comment")]
    [InlineData("{ \"a\": 1 /* one */ }", "line 1, column 10: a comment")]
    [InlineData("{ \"a\": 1, }", "line 1, column 11: a trailing comma before it")]
    [InlineData("[ 1,\n ]", "line 2, column 2: a trailing comma before it")]
    [InlineData("{ \"ä\": \"°\" x }", "line 1, column 12: 'x' is invalid after a value")]
    [InlineData("{ \"a\": 1\r\n  \"b\": 2 }", "line 2, column 3: '\"' is invalid after a value")]
    [InlineData("{ \"a\": 1", "line 1, column 9: the end of the file, too early")]
    [InlineData("  \n ", "line 2, column 2: the end of the file, too early")]
    [InlineData("{ \"a\": 01 }", "line 1, column 9: Invalid leading zero before '1'")]
    [InlineData("{ a: 1 }", "line 1, column 3: 'a' is an invalid start of a property name")]
    [InlineData("{ \"a\": NaN }", "line 1, column 8: 'N' is an invalid start of a value")]
    [InlineData("{} {}", "line 1, column 4: '{' is invalid after a single JSON value")]
    public void A_fault_of_grammar_has_its_line_and_column(string json, string expected)
    {
        var fault = Assert.Single(Sample.Parse(json).Faults);

        Assert.StartsWith(expected, fault.ToString(), StringComparison.Ordinal);
        Assert.Equal("JSON (RFC 8259) without comments and trailing commas", fault.Allowed);
        Assert.DoesNotContain("LineNumber", fault.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", fault.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"\":n,\n")]
    [InlineData("{\"a\":t\u001b[2J")]
    [InlineData("{\"a\":f\u0085x}")]
    public void What_a_fault_quotes_of_the_file_is_one_line_and_no_command_to_a_terminal(string text) =>
        Assert.DoesNotContain(Assert.Single(Sample.Parse(text).Faults).ToString(), char.IsControl);

    [Fact]
    public void A_file_nested_too_deep_is_a_fault()
    {
        Assert.Single(Sample.Parse(new string('[', 5000)).Faults);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, "line 1, column 1: a byte order mark")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "line 1, column 1: UTF-16")]
    [InlineData(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xB0, (byte)'C' }, "line 2, column 2: byte 0xB0")]
    [InlineData(new byte[] { (byte)'"', 0xC3 }, "line 1, column 2: byte 0xC3")]
    public void A_file_that_is_not_UTF_8_says_where(byte[] content, string expected)
    {
        var fault = Assert.Single(SettingsFile.Parse(content, Sample.Root).Faults);

        Assert.Equal(expected + " — must be UTF-8 without byte order mark", fault.ToString());
    }

    [Fact]
    public void The_last_byte_of_every_truncated_example_is_found_out()
    {
        var content = Encoding.UTF8.GetBytes(Sample.Text.TrimEnd());
        for (var length = 1; length < content.Length; length++)
        {
            Assert.Single(SettingsFile.Parse(content.AsMemory(0, length), Sample.Root).Faults);
        }
    }
}
