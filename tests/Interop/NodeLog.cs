using System.Text.RegularExpressions;
using FieldNode.Mqtt;

namespace FieldNode.Interop.Tests;

/// <summary>What the node's log says.</summary>
internal static partial class NodeLog
{
    // Attempts that never came to the point, since this machine was too busy; the next one does.
    private static readonly MqttFault[] OutOfTime =
        [MqttFault.NameNotFound, MqttFault.ConnectTimeout, MqttFault.TlsTimeout, MqttFault.NoConnAck];

    /// <summary>Each end of a session or attempt: the fault's name, and the words behind it; without those that ran out of time.</summary>
    public static List<(string Fault, string Words)> Offline(string output) =>
    [
        .. OfflineLine().Matches(output).Select(m => (Fault: m.Groups["fault"].Value, Words: m.Groups["words"].Value))
            .Where(end => !RanOutOfTime(end.Fault)),
    ];

    /// <summary>True for the fault of an attempt that this machine was too busy for.</summary>
    public static bool RanOutOfTime(string fault) => OutOfTime.Any(one => $"{one}" == fault);

    [GeneratedRegex(@"offline: (?<fault>\w+)(?: \((?<words>.*)\))?(?:, \d+ times)?(?:\. [^()]*)?\r?$", RegexOptions.Multiline)]
    private static partial Regex OfflineLine();
}
