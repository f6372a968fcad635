using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("Pump 1 °C", "Pump 1 °C")]
    [InlineData("a\u001b[2Jb", "a\\u001b[2Jb")]
    [InlineData("a\nb\u0085", "a\\u000ab\\u0085")]
    [InlineData("\u202eevil", "\\u202eevil")]
    [InlineData("Flow\u200b", "Flow\\u200b")]
    [InlineData("🌡\ufe0f", "🌡\\ufe0f")]
    [InlineData("\U000e0041x", "\\ue0041x")]
    [InlineData("流量 🌡", "流量 🌡")]
    public void What_could_drive_a_terminal_is_shown_instead(string text, string expected) =>
        Assert.Equal(expected, SafeText.Of(text));
}
