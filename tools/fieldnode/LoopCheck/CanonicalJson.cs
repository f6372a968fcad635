using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FieldNode.Cli;

/// <summary>
/// The one way to write a JSON value, after RFC 8785 (JSON Canonicalization Scheme): no blanks, members in the order of
/// their UTF-16 names, shortest escapes, numbers as ECMAScript writes them. What is signed is this, so that a file that
/// was only indented anew is still whole.
/// </summary>
internal static class CanonicalJson
{
    internal static byte[] Bytes(JsonElement element)
    {
        var text = new StringBuilder();
        Write(element, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A number as ECMAScript's Number::toString has it (RFC 8785, section 3.2.2.3).</summary>
    internal static string Number(double number)
    {
        if (!double.IsFinite(number))
        {
            throw new JsonException("a number without end");
        }
        if (number == 0)
        {
            return "0"; // also minus zero
        }
        // .NET's shortest digits that give the number back, as 0.00012, 12.5 or 1.5E-07; where is the point?
        string[] parts = number.ToString("R", CultureInfo.InvariantCulture).TrimStart('-').Split('E');
        string[] sides = parts[0].Split('.');
        string all = sides[0] + (sides.Length > 1 ? sides[1] : "");
        string digits = all.TrimStart('0');
        int point = sides[0].Length - (all.Length - digits.Length)
            + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        digits = digits.TrimEnd('0');
        string sign = number < 0 ? "-" : "";
        if (point > 0 && point <= 21)
        {
            return sign + (digits.Length <= point
                ? digits.PadRight(point, '0')
                : digits[..point] + "." + digits[point..]);
        }
        if (point is > -6 and <= 0)
        {
            return sign + "0." + new string('0', -point) + digits;
        }
        string fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{sign}{digits[0]}{fraction}e{(point <= 0 ? "-" : "+")}{Math.Abs(point - 1)}";
    }

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, text);
                break;
            case JsonValueKind.Array:
                string before = "[";
                foreach (JsonElement item in element.EnumerateArray())
                {
                    text.Append(before);
                    Write(item, text);
                    before = ",";
                }
                text.Append(before == "[" ? "[]" : "]");
                break;
            case JsonValueKind.String:
                WriteText(element.GetString()!, text);
                break;
            case JsonValueKind.Number:
                text.Append(Number(element.GetDouble()));
                break;
            default:
                text.Append(element.ValueKind switch
                {
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => "null",
                });
                break;
        }
    }

    private static void WriteObject(JsonElement element, StringBuilder text)
    {
        string before = "{";
        foreach (JsonProperty member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(before);
            WriteText(member.Name, text);
            text.Append(':');
            Write(member.Value, text);
            before = ",";
        }
        text.Append(before == "{" ? "{}" : "}");
    }

    private static void WriteText(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (char c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }
        text.Append('"');
    }
}
