using System.Text;
using FieldNode.Cli;
using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class MapFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void A_text_of_unicode_is_read_as_its_mark_says(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        File.WriteAllBytes(path, [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("Name;Größe;€;😀")]);
        Assert.Equal("Name;Größe;€;😀", MapFile.Read(path));
    }

    [Fact]
    public void What_has_no_mark_and_is_no_utf8_is_what_windows_calls_ansi()
    {
        File.WriteAllBytes(path, [.. "Gr"u8, 0xF6, 0xDF, .. "e "u8, 0x80]);
        Assert.Equal("Größe €", MapFile.Read(path));
    }

    // A reader that bears it puts U+FFFD into names, and nobody is told.
    [Theory]
    [InlineData("EFBBBF41FF", "utf-8, byte 4 ")]
    [InlineData("EFBBBF41C3", "utf-8, byte 4 ")]
    [InlineData("FFFE00D84100", "utf-16, which")] // half a surrogate pair
    [InlineData("FFFE4100FF", "utf-16, which")]
    [InlineData("FEFFDC000041", "utf-16BE, which")]
    public void A_mark_that_the_bytes_do_not_keep_is_an_error_that_says_where(string hex, string where)
    {
        File.WriteAllBytes(path, Convert.FromHexString(hex));
        Assert.Contains(where, Assert.Throws<UserError>(() => MapFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_an_empty_text() => Assert.Equal("", MapFile.Read(path));
}
