using System.Text.Json.Nodes;

namespace FieldNode.Settings.Tests;

public sealed class SettingsOverlapTests
{
    private const string Word = """{ "name": "Word", "address": 40001, "writable": true }""";

    [Theory]
    [InlineData("""{ "name": "Wide", "address": 40001, "type": "uint32" }""")]
    [InlineData("""{ "name": "Same", "address": 40001 }""")]
    [InlineData("""{ "name": "Same", "table": "holding", "address": 0 }""")]
    [InlineData("""{ "name": "Other", "address": 40001, "type": "int16" }""")]
    [InlineData("""{ "name": "Also", "address": 40001, "writable": true }""")]
    [InlineData("""{ "name": "Whole", "address": 40001, "type": "bool" }""")]
    public void Registers_that_hosts_write_and_another_tag_has_are_refused_once_at_the_later_tag(string other)
    {
        Assert.Equal(["devices[0].tags[1].address"], Sample.PathsOf(Parse(Word, other)));
        Assert.Equal(["devices[0].tags[1].address"], Sample.PathsOf(Parse(other, Word)));
    }

    [Fact]
    public void The_fault_says_which_tag_has_them_and_which_is_writable()
    {
        const string wide = """{ "name": "Wide", "address": 40001, "type": "float" }""";
        Assert.Equal(("40001", "what devices[0].tags[0] does not take: that one is writable"), Said(Parse(Word, wide)));
        Assert.Equal(("40001", "what devices[0].tags[0] does not take: this tag is writable"), Said(Parse(wide, Word)));
    }

    [Theory]
    [InlineData("""{ "name": "Bit", "address": 40001, "type": "bool", "bit": 3 }""")]
    [InlineData("""{ "name": "Low", "address": 40001, "type": "uint8" }""")]
    [InlineData("""{ "name": "Next", "address": 40002 }""")]
    [InlineData("""{ "name": "Input", "address": 30001 }""")]
    [InlineData("""{ "name": "Coil", "address": 1, "type": "bool", "writable": true }""")]
    public void Bits_and_bytes_of_it_other_registers_and_other_tables_are_none_of_them(string other)
    {
        Assert.Empty(Parse(Word, other).Faults);
        Assert.Empty(Parse(other, Word).Faults);
    }

    [Fact]
    public void What_is_only_read_may_overlap() =>
        Assert.Empty(Parse("""{ "name": "A", "address": 40001 }""", """{ "name": "B", "address": 40001, "type": "uint32" }""").Faults);

    [Fact]
    public void The_same_registers_of_another_slave_are_others()
    {
        var result = Sample.Parse(Sample.With(("devices[0].tags", $"[{Word}]"), ("devices[1].tags", $"[{Word}]"), ("devices[1].registersMax", null)));
        Assert.Empty(result.Faults);
    }

    private static (string Value, string Allowed) Said(FieldNode.Virtual.Settings.SettingsResult result) => (result.Faults.Single().Value, result.Faults.Single().Allowed);

    private static FieldNode.Virtual.Settings.SettingsResult Parse(params string[] tags) =>
        Sample.Parse(Sample.With(("devices[0].tags", new JsonArray([.. tags.Select(tag => JsonNode.Parse(tag))]).ToJsonString())));
}
