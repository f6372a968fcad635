using System.Globalization;
using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// Names and texts come from the network: a control character in one must not drive a person's terminal, and one that cannot be seen must not make two names look alike.
/// </summary>
internal static class SafeText
{
    internal static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || !text.EnumerateRunes().Any(IsUnsafe))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsUnsafe(rune))
            {
                safe.Append("\\u").Append(rune.Value.ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                safe.Append(rune.ToString());
            }
        }
        return safe.ToString();
    }

    /// <summary>
    /// C0, DEL, C1, line and paragraph separators, and all marks that are not seen: those that turn the direction of writing, and those that choose a form of the letter before, after
    /// which terminals do not agree how wide it is.
    /// </summary>
    private static bool IsUnsafe(Rune rune) => rune.Value is (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
