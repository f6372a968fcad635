using System.Text;

namespace FieldNode.Settings.Tests;

public sealed class SchemaMemberTests
{
    [Theory]
    [InlineData("""{"$schema":"x","version":1}""", """{"version":1}""")]
    [InlineData("""{ "$schema" : "a, \"b\" }" , "version": 1 }""", """{ "version": 1 }""")]
    [InlineData("""{"$schema":"x"}""", "{}")]
    [InlineData("""{"version":1,"$schema":"x"}""", """{"version":1,"$schema":"x"}""")]
    [InlineData("""{"$schemas":"x"}""", """{"$schemas":"x"}""")]
    [InlineData("""{"$schema":7}""", """{"$schema":7}""")]
    [InlineData("""{"$schema":"x""", "{")]
    [InlineData("""{"$schema""", """{"$schema""")]
    [InlineData("{", "{")]
    [InlineData("", "")]
    [InlineData("[1]", "[1]")]
    public void A_device_takes_it_out_before_it_reads(string json, string left) =>
        Assert.Equal(left.Replace(" ", "", StringComparison.Ordinal), Rest(json).Replace(" ", "", StringComparison.Ordinal));

    [Fact]
    public void The_check_accepts_it_as_the_first_member_only()
    {
        Assert.Empty(Sample.Parse(Sample.Text).Faults);
        string last = Sample.Text.Replace("\"$schema\": \"node.schema.json\",", "", StringComparison.Ordinal).TrimEnd().TrimEnd('}')
            + ", \"$schema\": \"x\" }";
        var fault = Assert.Single(Sample.Parse(last).Faults);
        Assert.Equal(("$schema", "not the first member"), (fault.Path, fault.Value));
        fault = Assert.Single(Sample.Parse(Sample.With(("$schema", "7"))).Faults);
        Assert.Equal("$schema", fault.Path);
        Assert.Contains("text in quotes", fault.Allowed, StringComparison.Ordinal);
        Assert.Single(Sample.Parse(Sample.With(("lines[0].$schema", "\"x\""))).Faults);
    }

    /// <summary>The text of the file itself, as a device's JSON library gets it last.</summary>
    private static string Rest(string json)
    {
        var texts = new Texts();
        NodeFileParts.Read(Encoding.UTF8.GetBytes(json), texts);
        return texts.Last;
    }

    private sealed class Texts : IPartReader
    {
        public string Last { get; private set; } = "";

        public object Parse(string text, Type type)
        {
            Last = text;
            return Activator.CreateInstance(type)!;
        }
    }
}
