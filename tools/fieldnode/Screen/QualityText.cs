using System.Globalization;
using System.Text;
using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>Quality and its reason in words: <c>good</c>, <c>bad (no answer)</c>.</summary>
internal static class QualityText
{
    internal static string Of(int quality, int? reason)
    {
        string text = quality switch
        {
            (int)Quality.Good => "good",
            (int)Quality.Bad => "bad",
            (int)Quality.Stale => "stale",
            _ => "quality " + quality.ToString(CultureInfo.InvariantCulture),
        };
        return reason is null or (int)QualityReason.None ? text : $"{text} ({ReasonText(reason.Value)})";
    }

    /// <summary>NoAnswer becomes "no answer"; a number that we do not know stays one.</summary>
    private static string ReasonText(int reason)
    {
        if (!Enum.IsDefined((QualityReason)reason))
        {
            return "reason " + reason.ToString(CultureInfo.InvariantCulture);
        }
        var words = new StringBuilder();
        foreach (char c in ((QualityReason)reason).ToString())
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }
        return words.ToString();
    }
}
