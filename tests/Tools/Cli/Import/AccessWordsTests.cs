using FieldNode.Cli.Import;

namespace FieldNode.Tools.Tests;

public sealed class AccessWordsTests
{
    [Theory]
    [InlineData("R", "Read")]
    [InlineData("r/-", "Read")]
    [InlineData("R/O", "Read")]
    [InlineData("read_only", "Read")]
    [InlineData("Read-Only", "Read")]
    [InlineData("not writable", "Read")]
    [InlineData("Not writeable", "Read")]
    [InlineData("write-protected", "Read")]
    [InlineData("nur lesen", "Read")]
    [InlineData("Lecture seule", "Read")]
    [InlineData("sólo lectura", "Read")]
    [InlineData("tylko odczyt", "Read")]
    [InlineData("RW", "ReadWrite")]
    [InlineData("r/w", "ReadWrite")]
    [InlineData("read_write", "ReadWrite")]
    [InlineData("Read and write", "ReadWrite")]
    [InlineData("writable", "ReadWrite")]
    [InlineData("yes", "ReadWrite")]
    [InlineData("Lesen/Schreiben", "ReadWrite")]
    [InlineData("lecture / écriture", "ReadWrite")]
    [InlineData("Lettura e scrittura", "ReadWrite")]
    [InlineData("W", "Write")]
    [InlineData("write_only", "Write")]
    [InlineData("nur schreiben", "Write")]
    [InlineData("R?", null)]
    [InlineData("power", null)]
    [InlineData("see note", null)]
    public void Rights_are_read_by_whole_words(string text, string? right) => Assert.Equal(right, AccessWords.Parse(text)?.ToString());
}
