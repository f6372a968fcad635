using System.Text;
using System.Text.Json;

namespace FieldNode.Settings.Tests;

/// <summary>How a node file is cut into the parts that a device's JSON library gets.</summary>
public sealed class NodeFilePartsTests : IPartReader
{
    private readonly List<(Type Type, string Text)> parts = [];

    [Fact]
    public void Devices_tags_and_sensors_come_one_by_one_and_the_rest_last()
    {
        Read("""{"version":1,"devices":[{"name":"a","tags":[{"name":"t"},{"name":"u"}],"unit":3},{"name":"b"}],"sensors":[{"x":[1,2]}],"node":"n"}""");

        Assert.Equal(
        [
            (typeof(TagSettings), """{"name":"t"}"""), (typeof(TagSettings), """{"name":"u"}"""),
            (typeof(DeviceSettings), """{"name":"a","tags":[],"unit":3}"""), (typeof(DeviceSettings), """{"name":"b"}"""),
            (typeof(SensorSettings), """{"x":[1,2]}"""), (typeof(NodeSettings), """{"version":1,"devices":[],"sensors":[],"node":"n"}"""),
        ], parts);
    }

    [Fact]
    public void Only_arrays_of_the_names_at_their_places_are_parts()
    {
        string json = """{"broker":{"devices":[1]},"lines":[{"tags":[2]}],"devices":null,"tags":[3],"Sensors":[4],"sensors":{"a":[5]}}""";

        Read(json);

        Assert.Equal((typeof(NodeSettings), json), Assert.Single(parts));
    }

    [Theory]
    [InlineData("docs/node.example.json")]
    [InlineData("docs/node.esp32.example.json")]
    [InlineData("tests/Figures/node-mixed.json")]
    public void The_parts_of_a_file_are_each_whole(string file)
    {
        Read(File.ReadAllText(Path.Combine(Sample.Root, file)));

        Assert.All(parts, part => JsonDocument.Parse(part.Text).Dispose());
    }

    [Fact]
    public void A_part_that_is_refused_is_named()
    {
        var reader = new Refusing();

        string Fault(string json) => Assert.Throws<ArgumentException>(() => NodeFileParts.Read(Encoding.UTF8.GetBytes(json), reader)).Message;

        Assert.Equal("devices[1].tags[2]: bad", Fault("""{"devices":[{},{"tags":[{},{},{"bad":1}]}]}"""));
        Assert.Equal("devices[1]: bad", Fault("""{"devices":[{"tags":[{},{}]},{"tags":[{}],"bad":1}]}"""));
        Assert.Equal("sensors[1]: bad", Fault("""{"devices":[{"tags":[{}]}],"sensors":[{},{"bad":1}]}"""));
        Assert.Equal("node file: bad", Fault("""{"devices":[{"tags":[{}]}],"sensors":[{},{}],"bad":1}"""));
        Assert.Equal("devices[0]: tags twice", Fault("""{"devices":[{"tags":[],"tags":[]}]}"""));
    }

    [Fact]
    public void Every_cut_of_a_file_ends_in_parts_or_an_argument_exception()
    {
        byte[] json = File.ReadAllBytes(Path.Combine(Sample.Root, "docs/node.esp32.example.json"));
        for (int count = 0; count < json.Length; count++)
        {
            parts.Clear();
            if (!System.Text.Unicode.Utf8.IsValid(json.AsSpan(0, count)))
            {
                Assert.Throws<ArgumentException>(() => NodeFileParts.Read(json[..count], this));
                continue;
            }

            NodeFileParts.Read(json[..count], this);
            Assert.Equal(typeof(NodeSettings), parts[^1].Type);
        }
    }

    object IPartReader.Parse(string text, Type type)
    {
        parts.Add((type, text));
        return Activator.CreateInstance(type)!;
    }

    private void Read(string json) => NodeFileParts.Read(Encoding.UTF8.GetBytes(json), this);

    private sealed class Refusing : IPartReader
    {
        public object Parse(string text, Type type) =>
            text.Contains("bad", StringComparison.Ordinal) ? throw new ArgumentException("bad") : Activator.CreateInstance(type)!;
    }
}
