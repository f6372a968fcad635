using System.Text.Json.Nodes;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class TagWarningsTests
{
    [Theory]
    [InlineData("""{ "name": "B", "address": 40001 }""", "warning: devices[0].tags[1].address: B reads what tags[0] (A) reads — remove one of them, or correct the address")]
    [InlineData("""{ "name": "B", "table": "holding", "address": 0 }""", "B reads what tags[0] (A) reads")]
    [InlineData("""{ "name": "B", "address": 40001, "type": "int16" }""", "B (int16, address 0) overlaps tags[0] (A) (uint16, address 0)")]
    [InlineData("""{ "name": "B", "address": 40001, "type": "float" }""", "B (float, addresses 0 to 1) overlaps tags[0] (A) (uint16, address 0)")]
    [InlineData("""{ "name": "B", "address": 40001, "type": "bool" }""", "overlaps")]
    public void Two_tags_on_the_same_registers_are_told_at_the_later_one(string other, string said)
    {
        SettingsWarning warning = Assert.Single(Of("""{ "name": "A", "address": 40001 }""", other));
        Assert.Contains(said, warning.ToString(), StringComparison.Ordinal);
        Assert.Equal("devices[0].tags[1].address", warning.Path);
        Assert.False(warning.StopsWork);
    }

    [Theory]
    [InlineData("""{ "name": "B", "address": 40001, "type": "bool", "bit": 2 }""")]
    [InlineData("""{ "name": "B", "address": 40001, "type": "uint8", "bit": 8 }""")]
    [InlineData("""{ "name": "B", "address": 40002 }""")]
    [InlineData("""{ "name": "B", "address": 30001 }""")]
    public void A_word_that_is_read_bit_by_bit_as_well_and_other_registers_are_not(string other) => Assert.Empty(Of("""{ "name": "A", "address": 40001 }""", other));

    [Fact]
    public void One_bit_twice_and_a_bit_of_a_float_are_told()
    {
        const string bit = """{ "name": "A", "address": 40001, "type": "bool", "bit": 2 }""";
        Assert.Contains("reads what", Assert.Single(Of(bit, bit.Replace("\"A\"", "\"B\"", StringComparison.Ordinal))).What, StringComparison.Ordinal);
        Assert.Contains("reads a part of tags[1] (F) (float)".Replace("tags[1]", "tags[0]", StringComparison.Ordinal),
            Assert.Single(Of("""{ "name": "F", "address": 40001, "type": "float" }""", bit)).What, StringComparison.Ordinal);
    }

    private static SettingsWarning[] Of(params string[] tags)
    {
        var result = Sample.Parse(Sample.With(("devices[0].tags", new JsonArray([.. tags.Select(tag => JsonNode.Parse(tag))]).ToJsonString())));
        Assert.Empty(result.Faults);
        return [.. TagWarnings.Of(result.Settings!)];
    }
}
