using System.Globalization;

namespace FieldNode.PurdueLab;

/// <summary>What one lab came to, or both together.</summary>
internal sealed record LabOutcome
{
    /// <summary>Null: both.</summary>
    internal LabKind? Lab { get; init; }

    /// <summary>TCP ports of the DMZ that answered Level 4; null: nobody has looked.</summary>
    internal IReadOnlyList<int>? DmzPorts { get; init; }

    /// <summary>New packets from beyond the firewall that the node's machine has counted.</summary>
    internal long InboundToNode { get; init; }

    internal IReadOnlyList<AttackReport> Attacks { get; init; } = [];

    internal int SamplesLevel4 { get; init; }

    internal int ReadAtEnds { get; init; }

    internal IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>What did not go as it must, besides attacks: a consumer that did not find a device, a write that did not come.</summary>
    internal IReadOnlyList<string> Wrong { get; init; } = [];

    internal int Reached => Attacks.Count(report => report.Reached);

    internal int Errors => Attacks.Count(report => report.Error is not null);

    internal bool IsOk => Reached == 0 && Errors == 0 && InboundToNode == 0 && Missing.Count == 0 && Wrong.Count == 0
        && SamplesLevel4 > 0 && Attacks.Count > 0 && (DmzPorts is null || DmzPorts.Order().SequenceEqual([Plan.SecondMqttPort, Plan.MqttPort]));

    internal string Line => string.Create(CultureInfo.InvariantCulture,
        $"purdue{(Lab is { } lab ? " " + NameOf(lab) : "")}: dmz_ports={(DmzPorts is null ? "?" : DmzPorts.Count == 0 ? "none" : string.Join(',', DmzPorts))} inbound_to_node={InboundToNode} attacks={Attacks.Count} reached={Reached} samples_level4={SamplesLevel4} missing={Missing.Count} {End}");

    private string End => IsOk ? "ok" : $"{(Wrong.Count > 0 ? $"wrong={Wrong.Count} " : "")}{(Errors > 0 ? $"errors={Errors} " : "")}NOT OK";

    internal static string NameOf(LabKind kind) => kind == LabKind.Bridged ? "bridged" : "direct";

    /// <summary>Several labs as one: what one of them found counts.</summary>
    internal static LabOutcome Sum(IReadOnlyList<LabOutcome> labs) => new()
    {
        DmzPorts = labs.All(lab => lab.DmzPorts is null) ? null
            : [.. labs.SelectMany(lab => lab.DmzPorts ?? []).Distinct().OrderBy(port => port == Plan.MqttPort ? 0 : 1).ThenBy(port => port)],
        InboundToNode = labs.Sum(lab => lab.InboundToNode),
        Attacks = [.. labs.SelectMany(lab => lab.Attacks)],
        SamplesLevel4 = labs.Sum(lab => lab.SamplesLevel4),
        ReadAtEnds = labs.Sum(lab => lab.ReadAtEnds),
        Missing = [.. labs.SelectMany(lab => lab.Missing)],
        Wrong = [.. labs.SelectMany(lab => lab.Wrong)],
    };
}
