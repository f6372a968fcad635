using FieldNode.Host;
using FieldNode.Host.Protobuf;
using FieldNode.Settings;

namespace FieldNode.Conformance.Report;

/// <summary>
/// Statements that need no broker. Each proof returns null, or what is wrong. Those about payloads look at every metric that the node
/// published in the recordings; those about ids ask the check that every node file has to pass.
/// </summary>
internal static class UnitProofs
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Recording>, string?>> Proofs = new(StringComparer.Ordinal)
    {
        ["GroupIds"] = _ => BadIds("group", (settings, id) => settings.Group = id),
        ["NodeIds"] = _ => BadIds("node", (settings, id) => settings.Node = id),
        ["DeviceIds"] = _ => BadIds("devices[0].name", (settings, id) => settings.Devices[0].Name = id),
        ["DeviceIdsAreUnique"] = _ => Refuses("devices[1].name", settings => settings.Devices[1].Name = settings.Devices[0].Name),
        ["MetricNamesDifferByMoreThanCase"] = _ => Refuses("devices[0].tags[1].name",
            settings => settings.Devices[0].Tags[1].Name = settings.Devices[0].Tags[0].Name.ToUpperInvariant()),
        ["DatatypesAreUInt32"] = runs => Metrics(runs, m => m.HasDatatype, m => null),
        ["PropertySetsHaveAsManyKeysAsValues"] = runs => Metrics(runs, m => m.Properties is not null,
            m => m.Properties.Keys.Count == m.Properties.Values.Count ? null : "keys and values differ in number"),
        ["PropertyTypesAreUInt32"] = runs => Properties(runs, (_, value) => value.HasType ? null : "no type"),
        ["PropertyTypesAreListed"] = runs => Properties(runs, (_, value) =>
            value.Type is (>= 1 and <= 15) or (>= 20 and <= 21) ? null : $"type {value.Type}"),
        ["QualityIsAnInt32"] = runs => Properties(runs, (_, value) => value.Type == (uint)SparkplugType.Int32 ? null : $"type {value.Type}", "Quality"),
        ["QualityIs0Or192Or500"] = runs => Properties(runs, (_, value) => value.IntValue is 0 or 192 or 500 ? null : $"{value.IntValue}", "Quality"),
    };

    internal static IEnumerable<string> Names => Proofs.Keys;

    internal static Func<IReadOnlyList<Recording>, string?>? Find(string name) => Proofs.GetValueOrDefault(name);

    private static string? BadIds(string place, Action<NodeSettings, string> set)
    {
        foreach (string id in (string[])["", "a+b", "a/b", "a#b", "+", "#", "a\0b", "\uD800"])
        {
            if (Refuses(place, settings => set(settings, id)) is string why)
            {
                return $"'{id}': {why}";
            }
        }
        return Accepts(settings => set(settings, "Kläranlage 2 süd")) ? null : "an id with umlauts and blanks was refused";
    }

    private static string? Refuses(string place, Action<NodeSettings> change)
    {
        NodeSettings settings = RunSettings.Good();
        change(settings);
        var faults = new FaultList(100);
        SettingsCheck.Run(settings, faults);
        return Enumerable.Range(0, faults.Count).Any(i => faults.PathOf(i) == place) ? null : $"no fault at {place}";
    }

    private static bool Accepts(Action<NodeSettings> change)
    {
        NodeSettings settings = RunSettings.Good();
        change(settings);
        return SettingsCheck.Run(settings, new FaultList(100));
    }

    // A field of the wrong wire type would not be read as what it is, but stay behind as an unknown field and change the length.
    private static string? Metrics(IReadOnlyList<Recording> runs, Func<Metric, bool> fits, Func<Metric, string?> wrong)
    {
        int seen = 0;
        foreach (Metric metric in runs.SelectMany(r => r.Events).OfType<PublishEvent>()
            .SelectMany(p => Payload.Parser.ParseFrom(p.Payload).Metrics).Where(fits))
        {
            seen++;
            if (wrong(metric) is string why)
            {
                return $"'{metric.Name}': {why}";
            }
        }
        return seen > 0 ? null : "no metric of the kind was published";
    }

    private static string? Properties(
        IReadOnlyList<Recording> runs, Func<string, PropertyValue, string?> wrong, string? onlyKey = null)
    {
        int seen = 0;
        string? why = Metrics(runs, m => m.Properties is not null, metric =>
        {
            foreach ((string key, PropertyValue value) in metric.Properties.Keys.Zip(metric.Properties.Values))
            {
                if (onlyKey is null || key == onlyKey)
                {
                    seen++;
                    if (wrong(key, value) is string text)
                    {
                        return $"{key}: {text}";
                    }
                }
            }
            return null;
        });
        return why ?? (seen > 0 ? null : "no property of the kind was published");
    }
}
