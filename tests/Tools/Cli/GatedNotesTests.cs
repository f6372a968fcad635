using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class GatedNotesTests
{
    [Fact]
    public void Behind_the_last_line_nobody_says_anything_and_there_is_one()
    {
        var inner = new StringWriter { NewLine = "\n" };
        using var notes = new GatedNotes(inner);
        notes.WriteLine("first");
        notes.Write('x');
        notes.Write("y\n");
        notes.Last("last");
        notes.WriteLine("late");
        notes.Write('z');
        notes.Write("late");
        notes.Last("another");
        notes.Flush();
        Assert.Equal("first\nxy\nlast\n", inner.ToString());
    }
}
