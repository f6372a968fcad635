using System.Text.Json;
using FieldNode.Esp32.Tests;

namespace nanoFramework.Json;

public sealed class JsonSerializerOptions
{
    public bool PropertyNameCaseInsensitive { get; set; }
    public bool ThrowExceptionWhenPropertyNotFound { get; set; }
}

/// <summary>
/// In the place of the library: it takes a text of one object, writes down how long it was, and makes empty texts of nulls, as the library does.
/// </summary>
public static class JsonConvert
{
    private static readonly System.Text.Json.JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new NullsAreEmpty() },
    };

    public static object DeserializeObject(string value, Type type, JsonSerializerOptions options)
    {
        FakeChip.Current.Parsed.Add(value);
        if (System.Text.RegularExpressions.Regex.IsMatch(value, @"(?<!\\)(\\\\)*\\[u/]"))
        {
            throw new InvalidOperationException("escapes that the library gets wrong");
        }

        return JsonSerializer.Deserialize(value, type, options is { PropertyNameCaseInsensitive: true, ThrowExceptionWhenPropertyNotFound: true }
            ? Strict
            : throw new NotSupportedException("options that the firmware does not use"));
    }

    private sealed class NullsAreEmpty : System.Text.Json.Serialization.JsonConverter<string>
    {
        public override bool HandleNull => true;

        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) =>
            reader.GetString() ?? "";

        public override void Write(Utf8JsonWriter writer, string value, System.Text.Json.JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
