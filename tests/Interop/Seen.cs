using System.Globalization;
using System.Text;

namespace FieldNode.Interop.Tests;

/// <summary>A metric as some program saw it, with what the birth said about it; all as text, so that a difference can be read.</summary>
internal sealed record Seen(string Name)
{
    public string? Alias { get; init; }

    public string? Type { get; init; }

    /// <summary>null: is_null.</summary>
    public string? Value { get; init; }

    public string? Timestamp { get; init; }

    public string Quality { get; init; } = "192";

    public string? Reason { get; init; }

    public string? Unit { get; init; }

    public string? Low { get; init; }

    public string? High { get; init; }

    /// <summary>One line; numbers with a point are rounded to what the worse of two programs prints.</summary>
    public string Line(int floatDigits, int doubleDigits)
    {
        var line = new StringBuilder($"{Name} alias={Alias} type={Type} value=");
        line.Append(Type switch
        {
            "Float" => Round(Value, floatDigits, single: true),
            "Double" => Round(Value, doubleDigits),
            "DateTime" => Instant(Value),
            "Boolean" => Value is "1" or "true" ? "true" : Value is "0" or "false" ? "false" : Value ?? "null",
            _ => Value ?? "null",
        });
        line.Append(CultureInfo.InvariantCulture, $" at={Timestamp} quality={Quality} reason={Reason} unit={Unit}");
        line.Append(CultureInfo.InvariantCulture, $" low={Round(Low, doubleDigits)} high={Round(High, doubleDigits)}");
        return line.ToString();
    }

    // Some programs print the ms since 1970 that are on the wire, others the instant that they are.
    private static string Instant(string? value) => value is null ? "null"
        : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
        : value;

    private static string Round(string? number, int digits, bool single = false)
    {
        if (number is null)
        {
            return "null";
        }
        string form = "E" + (digits - 1).ToString(CultureInfo.InvariantCulture);
        return single
            ? float.Parse(number, CultureInfo.InvariantCulture).ToString(form, CultureInfo.InvariantCulture)
            : double.Parse(number, CultureInfo.InvariantCulture).ToString(form, CultureInfo.InvariantCulture);
    }
}
