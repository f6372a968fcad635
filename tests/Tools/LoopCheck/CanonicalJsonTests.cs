using System.Globalization;
using System.Text;
using System.Text.Json;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

/// <summary>RFC 8785's own examples, and what must not matter.</summary>
public sealed class CanonicalJsonTests
{
    [Theory] // RFC 8785, appendix B: IEEE 754 bits and their ECMAScript text
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_the_examples_of_RFC_8785(string bits, string text) => Assert.Equal(
        text, CanonicalJson.Number(BitConverter.Int64BitsToDouble(
            long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Fact]
    public void Every_number_is_read_back_as_itself()
    {
        Random random = Seeded.Random();
        for (int i = 0; i < 20_000; i++)
        {
            double number = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(number))
            {
                Assert.Equal(number, double.Parse(CanonicalJson.Number(number), CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact] // RFC 8785, section 3.2.4
    public void The_whole_example_of_RFC_8785_comes_out_as_there()
    {
        const string Given = """
            { "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false] }
            """;
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        Assert.Equal(Expected, Canonical(Given));
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("""{"b":1,"a":[{}]}""", """{"a":[{}],"b":1}""")]
    [InlineData("""{"a": "\u00e9"}""", """{"a":"é"}""")]
    public void Blanks_order_and_ways_to_write_a_text_do_not_matter(string given, string expected) =>
        Assert.Equal(expected, Canonical(given));

    private static string Canonical(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Bytes(document.RootElement));
    }
}
