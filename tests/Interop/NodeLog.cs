using System.Text.RegularExpressions;

namespace FieldNode.Interop.Tests;

/// <summary>What the node's log says.</summary>
internal static partial class NodeLog
{
    /// <summary>Each end of a session or attempt: the fault's name, and the words behind it.</summary>
    public static List<(string Fault, string Words)> Offline(string output) =>
        [.. OfflineLine().Matches(output).Select(m => (m.Groups["fault"].Value, m.Groups["words"].Value))];

    [GeneratedRegex(@"offline: (?<fault>\w+)(?: \((?<words>.*)\))?\r?$", RegexOptions.Multiline)]
    private static partial Regex OfflineLine();
}
