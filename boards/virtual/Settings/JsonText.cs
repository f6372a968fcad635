using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FieldNode.Virtual.Settings;

/// <summary>Faults of a file as a text: encoding and JSON grammar, with line and column counted from 1.</summary>
internal static class JsonText
{
    private const string Allowed = "JSON (RFC 8259) without comments and trailing commas";

    /// <summary>What is wrong with the encoding, or null.</summary>
    public static SettingsFault? FaultOf(ReadOnlySpan<byte> content)
    {
        const string encoding = "UTF-8 without byte order mark";
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return new SettingsFault(Place(content, 0), "a byte order mark", encoding);
        }
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
            || content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new SettingsFault(Place(content, 0), "UTF-16", encoding);
        }
        if (Utf8.IsValid(content))
        {
            return null;
        }
        var offset = FirstBad(content);
        return new SettingsFault(Place(content, offset), $"byte 0x{content[offset]:X2}", encoding);
    }

    /// <summary>What is wrong with the grammar.</summary>
    public static SettingsFault FaultOf(ReadOnlySpan<byte> content, JsonException exception)
    {
        var offset = OffsetOf(content, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        return new SettingsFault(Place(content, offset), Value(content, offset, exception), Allowed);
    }

    private static string Value(ReadOnlySpan<byte> content, int offset, JsonException exception)
    {
        if (content[offset..].IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return "the end of the file, too early";
        }
        if (content[offset] == '/')
        {
            return "a comment";
        }
        if (exception.Message.Contains("trailing comma", StringComparison.Ordinal))
        {
            return "a trailing comma before it";
        }
        // The library's own sentence without its place, which counts from 0, and without advice to programmers.
        var sentence = exception.Message.Split(". ")[0].Split(" LineNumber:")[0].Split(" Change the reader")[0];
        return VisibleText.Of(sentence.TrimEnd('.'));
    }

    private static int OffsetOf(ReadOnlySpan<byte> content, long line, long column)
    {
        var offset = 0;
        for (; line > 0; line--)
        {
            var length = content[offset..].IndexOf((byte)'\n');
            if (length < 0)
            {
                break;
            }
            offset += length + 1;
        }
        return (int)Math.Min(offset + column, content.Length);
    }

    private static int FirstBad(ReadOnlySpan<byte> content)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(content[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }
        return offset;
    }

    private static string Place(ReadOnlySpan<byte> content, int offset)
    {
        var before = content[..offset];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return $"line {line}, column {column}";
    }
}
