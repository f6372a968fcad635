using System.Text;

namespace FieldNode.Cli.Import;

/// <summary>A text file as spreadsheets save it: UTF-8, UTF-16 with its mark, or Latin-1.</summary>
internal static class MapFile
{
    private const int BytesMax = 16 * 1024 * 1024;

    /// <exception cref="UserError">It cannot be read.</exception>
    internal static string Read(string path)
    {
        try
        {
            NamedFile.MustBeThere(path, "Say which register map to import");
            var file = new FileInfo(path);
            if (file.Length > BytesMax)
            {
                throw new UserError($"{path}: larger than {BytesMax >> 20} MB; that is no register map", ExitStatus.Usage);
            }
            byte[] content = File.ReadAllBytes(path);
            bool isMarked = content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0xEF, 0xBB, 0xBF, ..];
            if (!isMarked && !System.Text.Unicode.Utf8.IsValid(content))
            {
                return Encoding.Latin1.GetString(content);
            }
            using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
    }
}
