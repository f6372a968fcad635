using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FieldNode.Cli.Import;

/// <summary>A tag on one line, as a person would write it.</summary>
internal static class TagText
{
    private static readonly JsonSerializerOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(JsonObject tag) =>
        "{ " + string.Join(", ", tag.Select(member => $"\"{member.Key}\": {member.Value?.ToJsonString(plain) ?? "null"}")) + " }";

    internal static string Quoted(string text) => JsonValue.Create(text).ToJsonString(plain);

    /// <summary>A whole list, a tag a line.</summary>
    internal static string List(IEnumerable<MapTag> tags) =>
        "[\n  " + string.Join(",\n  ", tags.Select(tag => Of(tag.Json))) + "\n]\n";
}
