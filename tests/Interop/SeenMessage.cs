using System.Text.Json;

namespace FieldNode.Interop.Tests;

/// <summary>A message as some program saw it.</summary>
internal sealed record SeenMessage(string Topic, string? Seq, string? Timestamp, IReadOnlyList<Seen> Metrics)
{
    /// <summary>A message as lines, one a metric.</summary>
    public IEnumerable<string> Lines(int floatDigits = 9, int doubleDigits = 17) =>
        [$"{Topic} seq={Seq} at={Timestamp}", .. Metrics.Select(m => "  " + m.Line(floatDigits, doubleDigits))];

    /// <summary>Reads a line of <c>fieldnode watch --json</c>, or a message of decode.cjs, which has the same members.</summary>
    public static SeenMessage FromJson(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return FromJson(document.RootElement);
    }

    public static SeenMessage FromJson(JsonElement message) => new(
        message.GetProperty("topic").GetString()!, Text(message, "seq"), Text(message, "timestamp"),
        [.. message.GetProperty("metrics").EnumerateArray().Select(Metric)]);

    private static Seen Metric(JsonElement metric) => new(Text(metric, "name") ?? "?")
    {
        Alias = Text(metric, "alias"),
        Type = Text(metric, "type"),
        Value = Text(metric, "value"),
        Timestamp = Text(metric, "timestamp"),
        Quality = Text(metric, "quality") ?? "192",
        Reason = Text(metric, "reason"),
        Unit = Text(metric, "unit"),
        Low = Text(metric, "low"),
        High = Text(metric, "high"),
    };

    private static string? Text(JsonElement element, string member) => element.GetProperty(member) switch
    {
        { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        JsonElement other => other.GetRawText(),
    };
}
