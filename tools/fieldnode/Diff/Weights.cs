using FieldNode.Settings;

namespace FieldNode.Cli.Diff;

/// <summary>How much a member weighs, and what follows from a change of it.</summary>
internal static class Weights
{
    private static readonly string[] reporting =
    [
        "deadband", "deadbandPercent", "periodMs", "minReportMs", "maxReportMs", "healthPeriodMs", "heartbeatMs", "mergeGap", "registersMax", "pauseMs", "gapMs",
        "replyTimeoutMs", "retries", "pollMs", "saveEveryMs", "saveEveryPulses", "rateWindowMs", "filterMs", "debounceMs", "frozenAfterMs",
        "frozenNoise", "frameBytesMax",
    ];

    internal static Weight Of(Type type, string member) => (type.Name, member) switch
    {
        (nameof(NodeSettings), "group" or "node") => Weight.Identity,
        (nameof(BrokerSettings), _) => Weight.Link,
        (nameof(SparkplugSettings), "aliases" or "mode" or "keySwitch") => Weight.Link,
        (_, "writable") => Weight.Link,
        (nameof(CalibrationSettings), "by" or "due") => Weight.Note,
        (nameof(NodeSettings), "board" or "version") => Weight.Note,
        _ => reporting.Contains(member) ? Weight.Reporting : Weight.Meaning,
    };

    internal static string Effect(Type type, string member, object? after) => (type.Name, member) switch
    {
        (nameof(NodeSettings), "group" or "node") => ": to hosts this is another node; the old one stays there, dead",
        (nameof(BrokerSettings), _) => ": the node will reconnect",
        (nameof(SparkplugSettings), "aliases") => ": data come by " + (after is true ? "number" : "name") + " after the new birth",
        (nameof(SparkplugSettings), "mode") => after is "commands" ? ": hosts may write the tags that are writable" : ": hosts may write nothing",
        (_, "writable") => after is true ? ": hosts may write it, if the mode is commands" : ": hosts may not write it any more",
        (nameof(CareSettings), "forced") => after is true ? ": hosts see the forced value, stale" : ": hosts see what is measured again",
        (nameof(CareSettings), "outOfService") => after is true ? ": hosts see it bad" : ": hosts see what is measured again",
        (nameof(TagSettings) or nameof(SensorTagSettings), "type" or "publishAs") => ": its datatype may change in the new birth",
        (nameof(TagSettings) or nameof(SensorTagSettings) or nameof(CounterSettings), "unit" or "scale" or "offset" or "unitsPerPulse")
            => ": the history before and after does not compare",
        (nameof(LineSettings), "baud" or "parity" or "stopBits") => ": all slaves of the line must be set the same",
        _ => "",
    };
}
