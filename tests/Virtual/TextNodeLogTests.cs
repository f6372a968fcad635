using FieldNode.Sparkplug;

namespace FieldNode.Virtual.Tests;

public sealed class TextNodeLogTests
{
    [Theory]
    [InlineData(NodeEvent.WritePassed, 7, "Boiler", "write to Boiler done")]
    [InlineData(NodeEvent.WritePassed, 7, null, "write to the node itself done")]
    [InlineData(NodeEvent.WriteNotDone, (int)CommandVerdict.Differs, "Boiler", "write to Boiler not done as asked: Differs")]
    [InlineData(NodeEvent.RebirthAsked, 0, null, "a host asks for a rebirth")]
    [InlineData(NodeEvent.RebirthAsked, 0, "Boiler", "a host asks for a rebirth of Boiler")]
    [InlineData(NodeEvent.RebirthRefused, 0, "Boiler", "a rebirth of Boiler was not served: more than 8 at once, or more than one each 10 s; data goes on")]
    public void Each_line_says_what_happened_and_to_whom(NodeEvent what, int number, string? name, string text)
    {
        var output = new StringWriter();
        new TextNodeLog(new LineLog(output), null!).Write(what, number, name);
        Assert.Equal(text, output.ToString().TrimEnd()[13..]); // behind the time
    }
}
