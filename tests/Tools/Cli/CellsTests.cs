using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class CellsTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("流量计", 5, "流量…")]
    [InlineData("流量计", 4, "流…")]
    [InlineData("e\u0301\u0301\u0301x", 2, "e\u0301\u0301\u0301x")]
    public void A_text_is_cut_by_what_it_takes_on_the_screen(string text, int width, string expected) => Assert.Equal(expected, Cells.Crop(text, width));

    [Theory]
    [InlineData("a/b/flow", 5, "…flow")]
    [InlineData("a/流量", 4, "…量")]
    public void Or_at_its_beginning(string text, int width, string expected) => Assert.Equal(expected, Cells.CropFront(text, width));

    [Fact]
    public void Lines_break_between_words_and_what_is_too_long_loses_its_middle()
    {
        Assert.Equal(["one two", "three"], Cells.Wrap("one two three", 9, 3));
        Assert.Equal(["abcdefghij", "klmno"], Cells.Wrap("abcdefghijklmno", 10, 3));
        IReadOnlyList<string> lines = Cells.Wrap("It is wrong: " + new string('x', 500) + " Set the clock", 40, 3);
        Assert.True(lines.Count <= 3);
        Assert.StartsWith("It is wrong: ", lines[0]);
        Assert.EndsWith("Set the clock", lines[^1]);
        Assert.Contains(" … ", string.Join(' ', lines));
    }
}
