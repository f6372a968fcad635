using System.Text;

namespace FieldNode.Cli;

/// <summary>
/// Names and texts come from the network: a control character in one must not drive a person's terminal.
/// </summary>
internal static class SafeText
{
    internal static string Of(string text)
    {
        if (!text.Any(IsUnsafe))
        {
            return text;
        }
        var safe = new StringBuilder(text.Length + 8);
        foreach (char c in text)
        {
            if (IsUnsafe(c))
            {
                safe.Append("\\u").Append(((int)c).ToString("x4"));
            }
            else
            {
                safe.Append(c);
            }
        }
        return safe.ToString();
    }

    /// <summary>C0, DEL, C1, and the marks that turn the direction of writing.</summary>
    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
            || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
