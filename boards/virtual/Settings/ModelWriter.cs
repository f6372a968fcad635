using System.Text.Encodings.Web;
using System.Text.Json;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Writes the model as indented JSON, without members that have their default.</summary>
internal static class ModelWriter
{
    private static readonly JsonWriterOptions options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Units such as °C stay readable; the file is never put into a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] ToJson(NodeSettings settings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
        {
            WriteObject(json, settings);
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteObject(Utf8JsonWriter json, object source)
    {
        var defaults = Activator.CreateInstance(source.GetType());
        json.WriteStartObject();
        foreach (var member in JsonNames.MembersOf(source.GetType()))
        {
            var value = member.GetValue(source);
            if (!Equals(value, member.GetValue(defaults)))
            {
                json.WritePropertyName(JsonNames.Of(member));
                WriteValue(json, value);
            }
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case int number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case string text: json.WriteStringValue(text); break;
            case Array items: WriteList(json, items); break;
            default: WriteObject(json, value); break;
        }
    }

    private static void WriteList(Utf8JsonWriter json, Array items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            WriteValue(json, item);
        }
        json.WriteEndArray();
    }
}
