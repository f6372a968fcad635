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

    [Theory]
    [InlineData("504B0304AAAA", "a spreadsheet or an archive")]
    [InlineData("255044462D", "a document")]
    [InlineData("D0CF11E0A1", "a document")]
    [InlineData("410042004300", "UTF-16 without its mark")]
    [InlineData("41424344454647480049", "bytes of 0")]
    public void What_is_no_text_is_told_with_what_to_do(string hex, string what)
    {
        File.WriteAllBytes(path, Convert.FromHexString(hex));
        string message = Assert.Throws<UserError>(() => MapFile.Read(path)).Message;
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.EndsWith("save the register map as CSV (UTF-8)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_never_ends_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/zero is of Linux");
        Assert.Contains("/dev/zero: a device, not a file", Assert.Throws<UserError>(() => MapFile.Read("/dev/zero")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_an_empty_text() => Assert.Equal("", MapFile.Read(path));
}
