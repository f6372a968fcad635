using System.Text;

namespace FieldNode.Virtual.Settings;

/// <summary>Words that quote a file, and a file may hold anything: a line that is shown is one line, and no command to a terminal.</summary>
internal static class VisibleText
{
    /// <summary>The text with a question mark for each control character.</summary>
    internal static string Of(string text) =>
        text.EnumerateRunes().Any(Rune.IsControl) ? string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? "?" : rune.ToString())) : text;
}
