namespace FieldNode.PurdueLab;

/// <summary>What the picture counts.</summary>
internal sealed record ZoneCounts
{
    /// <summary>Packets by the firewall's rules.</summary>
    internal IReadOnlyDictionary<string, long> Firewall { get; init; } = new Dictionary<string, long>();

    internal long Inbound { get; init; }

    internal int WritesAtLevel0 { get; init; }

    internal int ReadAtLevel0 { get; init; }

    internal int SamplesDmz { get; init; }

    internal int SamplesLevel4 { get; init; }

    internal bool Online { get; init; }

    internal int Devices { get; init; }
}
