using System.Globalization;
using System.Text.Json.Nodes;

namespace FieldNode.PurdueLab;

/// <summary>What a consumer knows of a node.</summary>
internal sealed record NodeView
{
    /// <summary>Stands for a value that nobody has told.</summary>
    internal const string Unknown = "?";

    internal bool Online { get; init; }

    internal int Births { get; init; }

    internal int Deaths { get; init; }

    internal int Samples { get; init; }

    internal long Live { get; init; }

    internal double GapMs { get; init; }

    internal long EarliestMs { get; init; }

    internal long LatestMs { get; init; }

    /// <summary>Devices that are online, with their tags and values.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Devices { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>The node's own metrics.</summary>
    internal IReadOnlyDictionary<string, string> Own { get; init; } = new Dictionary<string, string>();

    internal static NodeView Of(JsonObject view, string node) => view["nodes"]![node] is not JsonObject known ? new NodeView() : new NodeView
    {
        Online = (bool)known["online"]!, Births = (int)known["births"]!, Deaths = (int)known["deaths"]!, Samples = (int)known["samples"]!,
        Live = (long)known["live"]!, GapMs = (double)known["gapMs"]!, EarliestMs = (long?)known["earliestMs"] ?? 0, LatestMs = (long?)known["latestMs"] ?? 0,
        Devices = known["devices"]!.AsObject().ToDictionary(device => device.Key, device => Values(device.Value!.AsObject())),
        Own = Values(known["own"]!.AsObject()),
    };

    /// <summary>Commands that the node refused, for whatever reason.</summary>
    /// <exception cref="LabError">Level 4 does not know it.</exception>
    internal long Refused => Count("Node/Commands/Refused by policy") + Count("Node/Commands/Refused by value");

    /// <summary>A value of the node or of a device of its, or <see cref="Unknown"/>.</summary>
    internal string Value(string tag, string? device = null) =>
        (device is null ? Own : Devices.GetValueOrDefault(device))?.GetValueOrDefault(tag) ?? Unknown;

    private long Count(string tag) => long.TryParse(Value(tag), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count
        : throw new LabError($"Level 4 does not know the node's {tag}: {Value(tag)}");

    private static IReadOnlyDictionary<string, string> Values(JsonObject values) => values.ToDictionary(one => one.Key, one => (string?)one.Value ?? "");
}
