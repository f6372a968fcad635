using System.Text;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Names that a screen shows alike, names with what nobody sees, and a group that Sparkplug has given away.</summary>
internal static class NameWarnings
{
    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings)
    {
        if (settings.Group == "STATE")
        {
            yield return new SettingsWarning("group", "\"STATE\" is where Sparkplug's hosts publish their own state (spBv1.0/STATE/...)",
                "choose another group: hosts may take this node for a host");
        }

        foreach (List<(string Path, string Name)> names in Groups(settings))
        {
            foreach (SettingsWarning warning in names.Select(Unseen).OfType<SettingsWarning>().Concat(Alike(names)))
            {
                yield return warning;
            }
        }
    }

    // Each list: names that stand beside each other on a screen.
    private static IEnumerable<List<(string Path, string Name)>> Groups(NodeSettings settings)
    {
        yield return [("group", settings.Group)];
        yield return [("node", settings.Node)];
        yield return [.. (settings.Lines ?? []).Select((line, i) => ($"lines[{i}].name", line.Name))];
        yield return [.. (settings.Buses ?? []).Select((bus, i) => ($"buses[{i}].name", bus.Name))];
        SensorSettings[] sensors = settings.Sensors ?? [];
        IEnumerable<(string, string)> ofSensors = sensors.Select((sensor, i) => ($"sensors[{i}].device", sensor.Device)).DistinctBy(one => one.Item2);
        IEnumerable<(string, string)> ofTerminals = settings.Terminals is { } there ? [("terminals.device", there.Device)] : [];
        yield return [.. (settings.Devices ?? []).Select((device, i) => ($"devices[{i}].name", device.Name)), .. ofSensors, .. ofTerminals];
        for (int d = 0; d < (settings.Devices?.Length ?? 0); d++)
        {
            yield return [.. settings.Devices![d].Tags.Select((tag, t) => ($"devices[{d}].tags[{t}].name", tag.Name))];
        }

        foreach (IGrouping<string, (SensorSettings Sensor, int Index)> device in sensors.Select((sensor, i) => (sensor, i)).GroupBy(one => one.sensor.Device))
        {
            yield return [.. device.SelectMany(one => one.Sensor.Tags.Select((tag, t) => ($"sensors[{one.Index}].tags[{t}].name", tag.Name)))];
        }

        yield return [.. OfTerminals(settings.Terminals)];
    }

    private static IEnumerable<(string Path, string Name)> OfTerminals(TerminalSettings? terminals)
    {
        foreach ((int i, ContactSettings contact) in (terminals?.Contacts ?? []).Index())
        {
            yield return ($"terminals.contacts[{i}].name", contact.Name);
        }

        foreach ((int i, OutputSettings output) in (terminals?.Outputs ?? []).Index())
        {
            yield return ($"terminals.outputs[{i}].name", output.Name);
        }

        foreach ((int i, CounterSettings counter) in (terminals?.Counters ?? []).Index())
        {
            yield return ($"terminals.counters[{i}].name", counter.Name);
            if (counter.RateName is not null)
            {
                yield return ($"terminals.counters[{i}].rateName", counter.RateName);
            }
        }
    }

    private static SettingsWarning? Unseen((string Path, string Name) one)
    {
        char hidden = one.Name.FirstOrDefault(c => c != ' ' && Texts.IsUnseen(c));
        if (hidden != default)
        {
            return new SettingsWarning(one.Path, $"{Shown(one.Name)} holds U+{(int)hidden:X4}, which is seen as a blank or not at all", "type the name anew");
        }

        return one.Name != one.Name.Trim(' ') || one.Name.Contains("  ", StringComparison.Ordinal)
            ? new SettingsWarning(one.Path, $"{Shown(one.Name)} begins or ends with a blank, or has two in a row", "remove the blank: hosts take each as it is")
            : null;
    }

    private static IEnumerable<SettingsWarning> Alike(List<(string Path, string Name)> names)
    {
        var seen = new Dictionary<string, (string Path, string Name)>();
        foreach ((string path, string name) in names)
        {
            if (!seen.TryAdd(Folded(name), (path, name)) && seen[Folded(name)].Name != name)
            {
                (string other, string otherName) = seen[Folded(name)];
                yield return new SettingsWarning(path, $"{Shown(name)} differs from {Shown(otherName)} of {other} only in blanks or in what nobody sees",
                    "give it a name that people can tell from the other");
            }
        }
    }

    // What is left of a name on a screen. An accent that is written as a character of its own is left as it is.
    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (char c in name.Where(c => !Texts.IsUnseen(c)))
        {
            folded.Append(Texts.Lower(c));
        }

        return folded.ToString();
    }

    // What nobody sees, by its number.
    private static string Shown(string name) => string.Concat(Texts.Quote(name).Select(c => c != ' ' && Texts.IsUnseen(c) ? $"<U+{(int)c:X4}>" : c.ToString()));
}
