using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// The JSON Schema (draft 2020-12) of node.json for editors: members and defaults from the model, meanings from docs/settings.md, what
/// is allowed from <see cref="SchemaRules"/>. It refuses nothing that the check accepts; faults between two members only the check finds.
/// </summary>
public static class NodeSchema
{
    private static readonly JsonSerializerOptions written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as indented JSON with a line end.</summary>
    public static string Text { get; } = Build().ToJsonString(written) + "\n";

    private static JsonObject Build()
    {
        var parts = new JsonObject();
        foreach (var type in SettingsPage.Headings.Keys.Where(type => type != typeof(NodeSettings)))
        {
            parts[NameOf(type)] = Part(type);
        }
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "FieldNode node file (node.json)",
            ["description"] = "docs/settings.md explains each member; fieldnode check tells also the faults between members.",
        };
        foreach (var (name, value) in Part(typeof(NodeSettings)).ToList())
        {
            root[name] = value?.DeepClone();
        }
        root["properties"]!.AsObject().Insert(0, SchemaMember.Name,
            new JsonObject { ["type"] = "string", ["description"] = "Where this schema is, for editors. First in the file." });
        root["$defs"] = parts;
        return root;
    }

    private static JsonObject Part(Type type)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        var standard = Activator.CreateInstance(type)!;
        foreach (var member in JsonNames.MembersOf(type))
        {
            var name = JsonNames.Of(member);
            var doc = SettingsPage.Of(type, name) ?? throw new InvalidOperationException($"{type.Name}.{name} has no row in docs/settings.md");
            // The tags of a register have no value: that is between members.
            var mustBeGiven = doc.MustBeGiven && !(type == typeof(SensorTagSettings) && name == "value");
            properties[name] = Member(type, member, doc, mustBeGiven ? null : member.GetValue(standard), mustBeGiven);
            if (mustBeGiven)
            {
                required.Add(name);
            }
        }
        var part = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            part["required"] = required;
        }
        part["additionalProperties"] = false;
        return part;
    }

    private static JsonObject Member(Type owner, PropertyInfo member, MemberDoc doc, object? standard, bool mustBeGiven)
    {
        var schema = new JsonObject { ["description"] = Words(doc) };
        var type = member.PropertyType;
        var rule = new JsonObject();
        if (type.IsArray)
        {
            rule["type"] = "array";
            rule["items"] = Reference(type.GetElementType()!);
        }
        else if (type == typeof(int) || type == typeof(double) || type == typeof(bool) || type == typeof(string))
        {
            rule["type"] = type == typeof(int) ? "integer" : type == typeof(double) ? "number"
                : type == typeof(bool) ? "boolean" : "string";
        }
        else
        {
            rule = Reference(type);
        }
        SchemaRules.Apply(ShortName(owner), JsonNames.Of(member), rule);
        if (type.IsValueType || mustBeGiven || standard is not null)
        {
            Join(schema, rule);
        }
        else
        {
            // What may be left out may also be null, for programs that write all members.
            schema["anyOf"] = new JsonArray(rule, new JsonObject { ["type"] = "null" });
        }
        if (standard is not null)
        {
            schema["default"] = JsonSerializer.SerializeToNode(standard);
        }
        return schema;
    }

    private static void Join(JsonObject schema, JsonObject rule)
    {
        foreach (var (name, value) in rule.ToList())
        {
            schema[name] = value?.DeepClone();
        }
    }

    private static string Words(MemberDoc doc)
    {
        var text = doc.Meaning;
        text += doc.Unit.Length == 0 ? "" : $" [{doc.Unit}]";
        return doc.Range.Length == 0 ? text : $"{text}. Allowed: {doc.Range}. Default: {doc.Standard}.";
    }

    private static JsonObject Reference(Type type) => new() { ["$ref"] = "#/$defs/" + NameOf(type) };

    private static string ShortName(Type type) => type.Name[..^"Settings".Length];

    private static string NameOf(Type type) => JsonNamingPolicy.CamelCase.ConvertName(ShortName(type));
}
