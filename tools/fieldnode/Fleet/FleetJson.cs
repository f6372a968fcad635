using System.Globalization;
using System.Text.Json;

namespace FieldNode.Cli.Fleet;

/// <summary>A node as a JSON object; the help of <c>fieldnode fleet</c> describes its members.</summary>
internal static class FleetJson
{
    internal static string Of(FleetNode node, DateTime utc) => MessageJson.Object(json => Write(json, node, utc));

    internal static string Of(FleetEvent happened) => MessageJson.Object(json =>
    {
        json.WriteString("time", Time(happened.Utc));
        json.WriteString("group", happened.Group);
        json.WriteString("node", happened.Node);
        json.WriteString("event", happened.Text);
    });

    internal static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, FleetNode node, DateTime utc)
    {
        NodeFacts facts = node.Facts;
        json.WriteString("group", node.Group);
        json.WriteString("node", node.Name);
        json.WriteString("state", FleetWords.StateOf(node.State));
        json.WriteString("since", Time(node.SinceUtc));
        json.WriteString("heard", node.HeardUtc is { } heard ? Time(heard) : null);
        json.WriteString("versionClaimed", facts.Version);
        json.WriteString("updateVersionClaimed", facts.VersionRunning);
        Number(json, "slot", facts.Slot);
        Number(json, "sequence", facts.Sequence);
        json.WriteString("settingsCrc", facts.SettingsCrc?.ToString("x8", CultureInfo.InvariantCulture));
        Number(json, "certificateDaysLeft", facts.DaysLeft(utc));
        json.WriteString("certificateEnds", facts.CertificateEnds is { } end ? Time(end) : null);
        Number(json, "uptimeSeconds", facts.UptimeS);
        Number(json, "run", facts.Boots);
        json.WriteString("lastReset", facts.LastReset is null ? null : FleetWords.ResetOf(facts.LastReset));
        json.WriteStartObject("journal");
        foreach ((string name, long? value) in (ReadOnlySpan<(string, long?)>)
            [("captured", facts.Captured), ("sent", facts.Sent), ("confirmed", facts.Confirmed), ("resent", facts.Resent), ("dropped", facts.Dropped), ("unheld", facts.Unheld),
                ("depth", facts.Depth), ("oldestSeconds", facts.OldestS)])
        {
            Number(json, name, value);
        }
        json.WriteEndObject();
        Number(json, "clockAheadMs", node.ClockAheadMs);
        Number(json, "devices", facts.Devices.Count);
        Number(json, "devicesAway", facts.Devices.Count(device => !device.Online));
        Number(json, "badTags", facts.BadTags);
        json.WriteStartArray("faults");
        foreach (FleetFault fault in node.Faults)
        {
            json.WriteStartObject();
            json.WriteString("kind", FleetWords.NameOf(fault.Kind));
            json.WriteString("text", fault.Text);
            json.WriteString("toDo", fault.ToDo);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
