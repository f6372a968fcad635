using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("Pump 1 °C", "Pump 1 °C")]
    [InlineData("a\u001b[2Jb", "a\\u001b[2Jb")]
    [InlineData("a\nb\u0085", "a\\u000ab\\u0085")]
    [InlineData("\u202eevil", "\\u202eevil")]
    public void What_could_drive_a_terminal_is_shown_instead(string text, string expected) =>
        Assert.Equal(expected, SafeText.Of(text));
}
