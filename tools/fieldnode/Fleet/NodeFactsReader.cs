using FieldNode.Cli.Pki;
using FieldNode.Host;

namespace FieldNode.Cli.Fleet;

/// <summary>Reads a node's facts out of the metrics that it declared; docs/metrics.md has their names.</summary>
internal static class NodeFactsReader
{
    internal const string Version = "Properties/Firmware version";
    internal const string Uptime = "Node/Uptime";
    internal const string Boots = "Node/Boots";
    internal const string UpdatePrefix = PkiRights.UpdateDevice + ": ";

    /// <summary>Names of all metrics that are read, those of the device for updates behind its name, as docs/metrics.md has them.</summary>
    internal static readonly string[] Names =
    [
        Version, Uptime, Boots, "Certificate/Days left", "Certificate/Expires", "Node/Last reset", "Node/Last fault", "Node/Free memory", "Node/Reconnects", "Properties/Settings CRC",
        "Properties/Hardware Model", "Journal/Captured", "Journal/Sent", "Journal/Confirmed", "Journal/Resent", "Journal/Dropped", "Journal/Unheld", "Journal/Depth", "Journal/Oldest",
        "Node/Step faults", "Node/Store faults", "Node/TLS failures", "Node/Devices away", "Node/Births/Not echoed", "Node/Births/By others", "Node/Tags forced",
        "Node/Tags out of service", "Update: Version running", "Update: Version offered", "Update: Slot", "Update: Sequence running", "Update: State", "Update: Reason", "Update: Progress",
    ];

    internal static NodeFacts Of(EdgeNode node)
    {
        object? Value(string name) => name.StartsWith(UpdatePrefix, StringComparison.Ordinal)
            ? node.FindDevice(PkiRights.UpdateDevice)?.Find(name[UpdatePrefix.Length..])?.Value
            : node.Own.Find(name)?.Value;
        long? Number(string name) => Value(name) is long number ? number : Value(name) is ulong large and <= long.MaxValue ? (long)large : null;
        string? Text(string name) => Value(name) is string { Length: > 0 } text ? text : null;
        (DeviceFacts[] devices, int bad, BadTag? first) = DevicesOf(node);
        return new NodeFacts
        {
            Version = Text(Version), VersionRunning = Text("Update: Version running"), VersionOffered = Text("Update: Version offered"), Slot = Number("Update: Slot"),
            Sequence = Number("Update: Sequence running"), UpdateState = Number("Update: State"), UpdateReason = Number("Update: Reason"), Progress = Number("Update: Progress"),
            CertificateDays = Number("Certificate/Days left"), CertificateEnds = Value("Certificate/Expires") as DateTime?,
            UptimeS = Number(Uptime), Boots = Number(Boots), LastReset = Number("Node/Last reset"), LastFault = Number("Node/Last fault"), FreeMemory = Number("Node/Free memory"),
            Reconnects = Number("Node/Reconnects"), SettingsCrc = Number("Properties/Settings CRC"), Model = Text("Properties/Hardware Model"),
            Captured = Number("Journal/Captured"), Sent = Number("Journal/Sent"), Confirmed = Number("Journal/Confirmed"), Resent = Number("Journal/Resent"),
            Dropped = Number("Journal/Dropped"), Unheld = Number("Journal/Unheld"), Depth = Number("Journal/Depth"), OldestS = Number("Journal/Oldest"),
            StepFaults = Number("Node/Step faults"), StoreFaults = Number("Node/Store faults"), TlsFailures = Number("Node/TLS failures"), DevicesAway = Number("Node/Devices away"),
            BirthsNotEchoed = Number("Node/Births/Not echoed"), BirthsByOthers = Number("Node/Births/By others"), TagsForced = Number("Node/Tags forced"),
            TagsOutOfService = Number("Node/Tags out of service"), Devices = devices, BadTags = bad, FirstBad = first,
        };
    }

    /// <summary>Devices of the field: the one that takes updates is none of them.</summary>
    private static (DeviceFacts[] Devices, int Bad, BadTag? First) DevicesOf(EdgeNode node)
    {
        var devices = new List<DeviceFacts>();
        int all = 0;
        BadTag? first = null;
        foreach (EdgeDevice device in node.Devices.Where(device => device.Name != PkiRights.UpdateDevice))
        {
            int bad = 0;
            foreach (EdgeMetric metric in device.Metrics.Where(metric => metric.Quality != MetricProperties.GoodQuality))
            {
                bad++;
                first ??= device.Online ? new BadTag($"{device.Name}/{metric.Name}", metric.Quality, metric.Reason) : null;
            }
            devices.Add(new DeviceFacts(device.Name!, device.Online, device.Metrics.Count, device.Online ? bad : 0));
            all += device.Online ? bad : 0;
        }
        return ([.. devices], all, first);
    }
}
