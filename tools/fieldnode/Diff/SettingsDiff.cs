using System.Collections;
using System.Reflection;
using System.Text.Json;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Diff;

/// <summary>
/// What changes for the plant between two node files, in words. Lists are compared by the names in them, so that a changed order is no
/// change. The node files hold names of secret files only; no file is opened.
/// </summary>
internal sealed class SettingsDiff
{
    private readonly List<Change> changes = [];

    private SettingsDiff()
    {
    }

    /// <summary>All changes, the heaviest first.</summary>
    internal static IReadOnlyList<Change> Of(NodeSettings before, NodeSettings after)
    {
        var diff = new SettingsDiff();
        diff.Members(before, after, "node", "", null);
        diff.changes.AddRange(AliasOrder.Changes(before, after));
        return [.. diff.changes.OrderBy(change => change.Weight)];
    }

    // An object against its counterpart, member by member.
    private void Members(object before, object after, string where, string path, string? unit)
    {
        unit = UnitOf(after) ?? unit;
        foreach (PropertyInfo member in before.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            string name = JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            string place = path.Length == 0 ? name : path + "." + name;
            object? a = member.GetValue(before);
            object? b = member.GetValue(after);
            if (member.PropertyType.IsArray)
            {
                Lists((Array?)a, (Array?)b, member.PropertyType.GetElementType()!, where, place);
            }
            else if (member.PropertyType.IsClass && member.PropertyType != typeof(string))
            {
                Parts(a, b, member, where, place, unit);
            }
            else if (!Equals(a, b))
            {
                Value(before.GetType(), name, a, b, where, place, unit);
            }
        }
    }

    // A part that may be missing: broker, sparkplug, terminals, care, loop, register, calibration.
    private void Parts(object? before, object? after, PropertyInfo member, string where, string path, string? unit)
    {
        string name = Words.OfPart(JsonNamingPolicy.CamelCase.ConvertName(member.Name));
        string inside = where == "node" ? name : $"{where}: {name}";
        if (before is null && after is null)
        {
            return;
        }
        // Where only defaults stand, "absent" says the same.
        bool isOnlyDefaults = member.PropertyType == typeof(SparkplugSettings) || member.PropertyType == typeof(CareSettings);
        if ((before is null || after is null) && !isOnlyDefaults)
        {
            changes.Add(new Change(member.PropertyType == typeof(TerminalSettings) ? Weight.Existence : Weight.Meaning, where,
                before is null ? $"{name} added" : $"{name} removed", path, before is null ? null : "{...}", after is null ? null : "{...}"));
        }
        object standard = Activator.CreateInstance(member.PropertyType)!;
        Members(before ?? standard, after ?? standard, inside, path, unit);
    }

    private void Lists(Array? before, Array? after, Type type, string where, string path)
    {
        var a = ByName(before);
        var b = ByName(after);
        foreach (var (name, item) in a)
        {
            if (!b.ContainsKey(name))
            {
                changes.Add(new Change(WeightOfItem(type), where, $"{Words.OfItem(type)} {SafeText.Of(name)} removed{Words.Effect(type, false)}",
                    $"{path}[{name}]", Words.Summary(item), null));
            }
        }
        foreach (var (name, item) in b)
        {
            string itemPath = $"{path}[{name}]";
            if (!a.TryGetValue(name, out object? old))
            {
                changes.Add(new Change(WeightOfItem(type), where,
                    $"{Words.OfItem(type)} {SafeText.Of(name)} added ({Words.Summary(item)}){Words.Effect(type, true)}", itemPath, null, Words.Summary(item)));
                continue;
            }
            string inside = $"{Words.OfItem(type)} {SafeText.Of(name)}";
            Members(old, item, where == "node" || where == "terminals" ? inside : $"{where}: {inside}", itemPath, null);
        }
    }

    private void Value(Type type, string member, object? before, object? after, string where, string path, string? unit)
    {
        MemberDoc? doc = SettingsPage.Of(type, member);
        string suffix = doc?.Unit switch
        {
            null or "" => "",
            "engineering units" => unit is null ? "" : " " + unit,
            var fixed_ => " " + fixed_,
        };
        string a = Words.Show(before);
        string b = Words.Show(after);
        string text = before is true or false ? $"{member} {(after is true ? "switched on" : "switched off")}" : $"{member} {a} → {b}{suffix}";
        changes.Add(new Change(Weights.Of(type, member), where, SafeText.Of(text) + Weights.Effect(type, member, after), path,
            before is null ? null : a, after is null ? null : b));
    }

    private static Weight WeightOfItem(Type type) => type == typeof(LineSettings) || type == typeof(BusSettings) ? Weight.Meaning : Weight.Existence;

    private static string? UnitOf(object item) => item switch
    {
        TagSettings tag => tag.Unit,
        SensorTagSettings tag => tag.Unit,
        CounterSettings counter => counter.Unit,
        _ => null,
    };

    private static Dictionary<string, object> ByName(Array? list)
    {
        var named = new Dictionary<string, object>();
        foreach (object item in (IEnumerable?)list ?? Array.Empty<object>())
        {
            string name = item is SensorSettings sensor ? $"{sensor.Name} on {sensor.Bus}" : (string)item.GetType().GetProperty("Name")!.GetValue(item)!;
            named.TryAdd(name, item);
        }
        return named;
    }
}
