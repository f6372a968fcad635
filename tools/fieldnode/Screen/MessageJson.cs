using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FieldNode.Host;

namespace FieldNode.Cli;

/// <summary>A message as one JSON object; <see cref="WatchVerb.Examples"/> is the description of its form.</summary>
internal static class MessageJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // units such as °C stay readable; this is no HTML
    };

    internal static string Of(HostMessage message) => Object(json => Write(json, message));

    /// <summary>What was found without a message.</summary>
    internal static string Of(Finding finding) => Object(json =>
    {
        json.WriteString("time", Time(finding.Utc));
        json.WriteString("finding", finding.Topic);
        Write(json, finding);
    });

    /// <summary>An object on one line.</summary>
    internal static string Object(Action<Utf8JsonWriter> writeMembers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, HostMessage message)
    {
        SparkplugTopic? parts = message.Parts;
        json.WriteString("time", Time(message.ReceivedUtc));
        json.WriteString("topic", message.Topic);
        json.WriteString("type", parts is null ? null : SparkplugTopic.TextOf(parts.Type));
        json.WriteString("group", parts is null or { Type: MessageType.State } ? null : parts.Group);
        json.WriteString("node", parts?.Node);
        json.WriteString("device", parts?.Device);
        Number(json, "seq", message.Seq);
        Number(json, "bdSeq", message.BdSeq);
        Number(json, "timestamp", message.TimestampMs);
        json.WritePropertyName("online");
        Value(json, message.HostOnline);
        json.WriteStartArray("metrics");
        foreach (MetricSample sample in message.Metrics)
        {
            Metric(json, sample);
        }
        json.WriteEndArray();
        json.WriteNumber("bytes", message.Bytes);
        json.WriteStartArray("findings");
        foreach (Finding finding in message.Findings)
        {
            json.WriteStartObject();
            Write(json, finding);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("kind", finding.Kind.ToString());
        json.WriteString("of", finding.IsOfHost ? "host" : "node");
        json.WriteString("text", finding.Text);
    }

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Metric(Utf8JsonWriter json, MetricSample sample)
    {
        json.WriteStartObject();
        json.WriteString("name", sample.Name);
        Number(json, "alias", sample.Alias);
        json.WriteString("type", sample.Type.ToString());
        json.WritePropertyName("value");
        Value(json, sample.Value);
        Number(json, "timestamp", sample.TimestampMs);
        json.WriteNumber("quality", sample.Quality);
        json.WritePropertyName("reason");
        Value(json, sample.Properties.Reason is int reason ? (long)reason : null);
        json.WriteString("unit", sample.Unit);
        json.WritePropertyName("low");
        Value(json, sample.Low);
        json.WritePropertyName("high");
        Value(json, sample.High);
        json.WriteBoolean("null", sample.IsNull);
        json.WriteBoolean("historical", sample.IsHistorical);
        json.WriteEndObject();
    }

    internal static void Value(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case ulong number:
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case object[] many:
                json.WriteStartArray();
                foreach (object one in many)
                {
                    Value(json, one);
                }
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(ValueFormat.Text(value));
                break;
        }
    }

    private static void Number(Utf8JsonWriter json, string name, ulong? number)
    {
        if (number is ulong value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
