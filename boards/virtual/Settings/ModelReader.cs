using System.Reflection;
using System.Text.Json;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// Walks a JSON document along the model's properties and fills the model. What it cannot read becomes a fault, and
/// the member gets a value that no rule accepts (int.MinValue, NaN, null), so that <see cref="SettingsCheck"/> adds
/// what is allowed there.
/// </summary>
internal sealed class ModelReader(FaultList faults)
{
    private const int ShownMax = 60;

    private readonly Dictionary<string, int> order = [];

    /// <summary>Reads the whole document; the members that are absent keep their defaults.</summary>
    public NodeSettings Read(JsonElement root)
    {
        var settings = new NodeSettings();
        if (root.ValueKind == JsonValueKind.Object)
        {
            Fill(settings, root, "");
        }
        else
        {
            faults.AddUnreadable("", Shown(root), "an object { ... }");
        }
        return settings;
    }

    /// <summary>True if something stands at this path in the document.</summary>
    public bool IsPresent(string path) => order.ContainsKey(path);

    /// <summary>Position of a path in the document, or of the nearest object around it that is there.</summary>
    public int PositionOf(string path)
    {
        while (path.Length > 0 && !order.ContainsKey(path))
        {
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }
        return order.GetValueOrDefault(path, -1);
    }

    /// <summary>A JSON value as one short line for a fault.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{...}",
        JsonValueKind.Array => "[...]",
        JsonValueKind.String => TryText(value, out var text) ? Texts.Quote(text) : "text with half a surrogate pair",
        _ => value.GetRawText() is { Length: > ShownMax } raw ? raw[..ShownMax] + "..." : value.GetRawText(),
    };

    private void Fill(object target, JsonElement source, string path)
    {
        var members = JsonNames.MembersOf(target.GetType()).ToDictionary(JsonNames.Of);
        var seen = new HashSet<string>();
        var unknown = new List<(string Name, string Path)>();
        foreach (var entry in source.EnumerateObject())
        {
            var name = NameOf(entry);
            var place = path.Length == 0 ? name : path + "." + name;
            order.TryAdd(place, order.Count);
            if (place == SchemaMember.Name)
            {
                ReadSchemaMember(entry.Value, place, seen.Add(name));
                continue;
            }
            if (!members.TryGetValue(name, out var member))
            {
                unknown.Add((name, place));
            }
            else if (seen.Add(name))
            {
                Set(target, member, entry.Value, place);
            }
            else if (!faults.IsTouched(place))
            {
                faults.Add(place, "given twice", "once");
            }
        }
        foreach (var (name, place) in unknown)
        {
            Refuse(name, place, path, members.Keys.Where(known => !seen.Contains(known)).ToList(), members.Keys);
        }
    }

    // For editors. As the first member only, where the reader of a device takes it out (SchemaMember).
    private void ReadSchemaMember(JsonElement value, string place, bool isOnly)
    {
        if (order[place] != 0 || !isOnly)
        {
            faults.Add(place, "not the first member", "once, as the first member of the file: a device looks for it there");
            return;
        }
        if (value.ValueKind != JsonValueKind.String)
        {
            faults.AddUnreadable(place, Shown(value), "a text in quotes");
        }
    }

    // An unknown member. If an absent one was probably meant, nothing is said about that one's absence: but only then, since the path of "mode[" is
    // within that of "mode".
    private void Refuse(string name, string place, string path, List<string> absent, IEnumerable<string> known)
    {
        var meant = JsonNames.Nearest(name, absent);
        faults.Add(place, "unknown member", meant is null ? string.Join(", ", known) : $"did you mean {meant}?");
        if (meant is not null)
        {
            faults.Mute(path.Length == 0 ? meant : path + "." + meant);
        }
    }

    private void Set(object target, PropertyInfo member, JsonElement value, string place)
    {
        var type = member.PropertyType;
        object? read = type switch
        {
            _ when type == typeof(int) => Int(value, place),
            _ when type == typeof(double) => Double(value, place),
            _ when type == typeof(bool) => Bool(value, place) ?? (bool)member.GetValue(target)!,
            _ when value.ValueKind == JsonValueKind.Null => null,
            _ when type == typeof(string) => Text(value, place),
            { IsArray: true } => List(type.GetElementType()!, value, place),
            _ => Object(type, value, place),
        };
        member.SetValue(target, read);
    }

    private int Int(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }
        faults.AddUnreadable(place, Shown(value), "a whole number");
        return int.MinValue;
    }

    private double Double(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }
        faults.AddUnreadable(place, Shown(value), "a number");
        return double.NaN;
    }

    private bool? Bool(JsonElement value, string place)
    {
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }
        faults.AddUnreadable(place, Shown(value), "true or false");
        return null;
    }

    private string? Text(JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.String && TryText(value, out var text))
        {
            return text;
        }
        faults.AddUnreadable(place, Shown(value), "a text in quotes");
        return null;
    }

    private object? Object(Type type, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.AddUnreadable(place, Shown(value), "an object { ... }");
            return null;
        }
        var read = Activator.CreateInstance(type)!;
        Fill(read, value, place);
        return read;
    }

    private Array? List(Type type, JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            faults.AddUnreadable(place, Shown(value), "a list [ ... ]");
            return null;
        }
        var read = Array.CreateInstance(type, value.GetArrayLength());
        for (var i = 0; i < read.Length; i++)
        {
            var item = $"{place}[{i}]";
            order.TryAdd(item, order.Count);
            read.SetValue(Object(type, value[i], item), i);
        }
        return read;
    }

    // A name may hold anything; as a part of a path it is shortened and stripped of control characters.
    private static string NameOf(JsonProperty entry)
    {
        try
        {
            return entry.Name.Length == 0 ? "\"\"" : Texts.Quote(entry.Name)[1..^1];
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    // JSON can escape half a surrogate pair, which is no text.
    private static bool TryText(JsonElement value, out string? text)
    {
        try
        {
            text = value.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
