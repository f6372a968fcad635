using System.Globalization;

namespace FieldNode.Host;

/// <summary>Values as people read them, in one form for every culture.</summary>
public static class ValueFormat
{
    public static string Text(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        object[] many => "[" + string.Join(", ", many.Select(Text)) + "]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
