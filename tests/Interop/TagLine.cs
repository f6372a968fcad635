using System.Globalization;
using System.Text.RegularExpressions;
using FieldNode.Host;

namespace FieldNode.Interop.Tests;

/// <summary>What every host must show alike of a tag, as one line of text.</summary>
internal static class TagLine
{
    public static string Of(string? device, Seen tag) => (tag with { Name = $"{device}/{tag.Name}" }).Line(9, 17);

    /// <summary>All tags of a node as our own host has them.</summary>
    public static string[] Of(EdgeNode node) =>
    [
        .. node.Devices.Append(node.Own).SelectMany(device => device.Metrics).Select(m => Of(m.Device, new Seen(m.Name)
        {
            Alias = m.Alias?.ToString(CultureInfo.InvariantCulture), Type = $"{m.Type}", Value = m.IsNull ? null : m.ValueText, Unit = m.Unit,
            Low = Text(m.Low), High = Text(m.High), Quality = $"{m.Quality}", Reason = m.Reason?.ToString(CultureInfo.InvariantCulture),
            Timestamp = m.TimestampMs?.ToString(CultureInfo.InvariantCulture),
        })).Order(StringComparer.Ordinal),
    ];

    /// <summary>The line of a host that finds no value in a UInt32 (see DecoderTests).</summary>
    public static string WithoutUInt32(string line) => line.Contains(" type=UInt32 ", StringComparison.Ordinal)
        ? Regex.Replace(line, " value=[^ ]* ", " value=null ")
        : line;

    private static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);
}
