using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class NameWarningsTests
{
    [Theory]
    [InlineData("Level ", "warning: devices[2].tags[1].name: \"Level \" begins or ends with a blank")]
    [InlineData("Le vel", "devices[2].tags[1].name: \"Le vel\" differs from \"Level\" of devices[2].tags[0].name only in blanks or in what nobody sees")]
    [InlineData("Level\u200b", "\"Level<U+200B>\" holds U+200B, which is seen as a blank or not at all")]
    [InlineData("Level\u200b", "\"Level<U+200B>\" differs from \"Level\"")]
    [InlineData("Level\u200f", "holds U+200F")]
    [InlineData("A\u00a0B", "holds U+00A0")]
    [InlineData("A  B", "two in a row")]
    public void Names_that_a_screen_shows_alike_or_that_hold_what_nobody_sees_are_told(string name, string said) =>
        Assert.Contains(Of(("devices[2].tags[1].name", System.Text.Json.JsonSerializer.Serialize(name))), warning => warning.Contains(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("devices[1].name", "Pump 1", "devices[0].name")]
    [InlineData("sensors[0].device", "Tank 1", "devices[2].name")]
    [InlineData("terminals.device", "Meter 1", "devices[1].name")]
    [InlineData("lines[1].name", "line 1", "lines[0].name")]
    [InlineData("buses[1].name", "i2c 1", "buses[0].name")]
    [InlineData("terminals.outputs[0].name", "Do or", "terminals.contacts[0].name")]
    [InlineData("sensors[1].tags[1].name", "Le vel", "sensors[1].tags[0].name")]
    public void Each_list_of_names_is_looked_at(string path, string name, string other)
    {
        (string, string?)[] edits = path == "lines[1].name" ? [(path, $"\"{name}\""), ("devices[2].line", $"\"{name}\"")]
            : path == "buses[1].name" ? [(path, $"\"{name}\""), ("sensors[3].bus", $"\"{name}\"")] : [(path, $"\"{name}\"")];
        string said = Assert.Single(Of(edits));
        Assert.StartsWith($"warning: {path}: \"{name}\" differs from ", said, StringComparison.Ordinal);
        Assert.Contains($" of {other} only in blanks", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_group_of_Sparkplugs_own_STATE_is_told_and_no_other()
    {
        Assert.StartsWith("warning: group: \"STATE\" is where", Assert.Single(Of(("group", "\"STATE\""))), StringComparison.Ordinal);
        Assert.Empty(Of(("group", "\"States\"")));
        Assert.Empty(Of(("devices[2].tags[1].name", "\"Motor speed/left \u05d0\u05d1\"")));
    }

    private static string[] Of(params (string Path, string? Json)[] edits)
    {
        var result = Sample.Parse(Sample.With(edits));
        Assert.Empty(result.Faults);
        return [.. NameWarnings.Of(result.Settings!).Select(warning => warning.ToString())];
    }
}
