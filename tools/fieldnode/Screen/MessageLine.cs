using System.Globalization;
using System.Text;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A message as one line for people and for grep.</summary>
internal static class MessageLine
{
    internal static string Of(HostMessage message)
    {
        var line = new StringBuilder(128);
        line.Append(message.ReceivedUtc.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append(' ');
        if (message.Parts is SparkplugTopic parts)
        {
            line.Append(SparkplugTopic.TextOf(parts.Type).PadRight(6)).Append(' ').Append(Place(parts));
        }
        else
        {
            line.Append("?      ").Append(message.Topic);
        }
        Append(line, " seq=", message.Seq);
        Append(line, " bdSeq=", message.BdSeq);
        line.Append(CultureInfo.InvariantCulture, $" {message.Bytes} B");
        if (message.Compression is Compression packed)
        {
            line.Append(CultureInfo.InvariantCulture, $" ({packed.Bytes} B by {packed.Algorithm})");
        }
        if (message.HostOnline is bool online)
        {
            line.Append(online ? "  online" : "  offline");
        }
        foreach (MetricSample sample in message.Metrics)
        {
            line.Append("  ").Append(Metric(sample));
        }
        foreach (Finding finding in message.Findings)
        {
            line.Append(finding.IsNote ? "  (note: " : finding.IsOfHost ? "  (HOST: " : "  (WRONG: ").Append(finding.Text).Append(')');
        }
        return SafeText.Of(line.ToString());
    }

    /// <summary>What was found without a message.</summary>
    internal static string Of(Finding finding) => SafeText.Of(string.Create(
        CultureInfo.InvariantCulture, $"{finding.Utc:HH:mm:ss.fff} {finding.Topic}  ({(finding.IsOfHost ? "HOST" : "WRONG")}: {finding.Text})"));

    private static string Place(SparkplugTopic parts) => parts.Type == MessageType.State
        ? parts.Node
        : parts.Device is null ? $"{parts.Group}/{parts.Node}" : $"{parts.Group}/{parts.Node}/{parts.Device}";

    private static string Metric(MetricSample sample)
    {
        string name = sample.Name ?? (sample.Alias is ulong alias ? $"alias {alias}" : "?");
        string text = $"{name}={sample.ValueText}" + (sample.Unit is null ? "" : " " + sample.Unit);
        if (sample.Quality != MetricProperties.GoodQuality)
        {
            text += $" [{QualityText.Of(sample.Quality, sample.Properties.Reason)}]";
        }
        return sample.IsHistorical ? text + " [historical]" : text;
    }

    private static void Append(StringBuilder line, string label, ulong? number)
    {
        if (number is ulong value)
        {
            line.Append(label).Append(value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
