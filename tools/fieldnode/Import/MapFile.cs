using System.Text;
using FieldNode.Virtual;

namespace FieldNode.Cli.Import;

/// <summary>A text file as spreadsheets save it: UTF-8, UTF-16 with its mark, or Windows-1252.</summary>
internal static class MapFile
{
    // What Windows' programs write where they say ANSI: Latin-1 with characters, such as the euro sign, where that has controls.
    private static readonly Encoding windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private const int BytesMax = 16 * 1024 * 1024;

    /// <exception cref="UserError">It cannot be read.</exception>
    internal static string Read(string path)
    {
        try
        {
            NamedFile.MustBeThere(path, "Say which register map to import");
            return Text(Bytes(path), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
    }

    /// <summary>The text of a file's bytes.</summary>
    /// <exception cref="UserError">They are none.</exception>
    internal static string Text(byte[] content, string path)
    {
        if (NotText(content) is { } what)
        {
            throw new UserError($"{path}: {what}; save the register map as CSV (UTF-8)", ExitStatus.Usage);
        }
        bool isMarked = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0xEF, 0xBB, 0xBF, ..];
        return !isMarked && !System.Text.Unicode.Utf8.IsValid(content) ? windows.GetString(content) : Marked(content, path);
    }

    private static byte[] Bytes(string path)
    {
        byte[] bytes = RegularFile.ReadAllBytes(path);
        return bytes.Length <= BytesMax ? bytes : throw new UserError($"{path}: larger than {BytesMax >> 20} MB; that is no register map", ExitStatus.Usage);
    }

    private static string? NotText(byte[] content)
    {
        if (content.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return "a spreadsheet or an archive, not text";
        }
        if (content.AsSpan().StartsWith("%PDF"u8) || content.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }))
        {
            return "a document, not text";
        }
        bool isWide = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        int zeros = isWide ? 0 : content.Count(b => b == 0);
        return zeros == 0 ? null : zeros * 3 > content.Length ? "UTF-16 without its mark at the beginning" : "not text: it has bytes of 0";
    }

    // What the mark promises must hold: a reader that bears wrong bytes puts U+FFFD into names.
    private static string Marked(byte[] content, string path)
    {
        Encoding strict = content is [0xFF, ..] ? new UnicodeEncoding(false, true, true)
            : content is [0xFE, ..] ? new UnicodeEncoding(true, true, true) : new UTF8Encoding(true, true);
        int mark = content is [0xEF, 0xBB, 0xBF, ..] ? 3 : content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 2 : 0;
        try
        {
            return strict.GetString(content, mark, content.Length - mark);
        }
        catch (DecoderFallbackException wrong)
        {
            string where = mark == 3 ? $"byte {mark + wrong.Index} is none" : "which its bytes are not";
            throw new UserError($"{path}: the mark at its beginning says {strict.WebName}, {where}; save it as UTF-8", ExitStatus.Usage, wrong);
        }
    }
}
