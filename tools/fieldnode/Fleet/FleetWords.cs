using System.Globalization;
using FieldNode.Cli.Pages;
using FieldNode.Journal;
using FieldNode.Tags;
using FieldNode.Update;
using FieldNode.Virtual.Words;

namespace FieldNode.Cli.Fleet;

/// <summary>Numbers of a node in words; the words themselves are those of docs/symptoms.md, docs/metrics.md and docs/update.md.</summary>
internal static class FleetWords
{
    internal static string StateOf(FleetState state) => state.ToString().ToLowerInvariant();

    /// <summary>As JSON, alerts and options have it: <c>certificateEnds</c>.</summary>
    internal static string NameOf(Enum kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>How the last run ended.</summary>
    internal static string ResetOf(long? number) => number switch
    {
        null => "not said",
        >= int.MinValue and <= int.MaxValue when SymptomWords.Find((RunEnd)(int)number) is { } symptom => EventWords.RunEndOf((int)number),
        _ => $"ended with {number}",
    };

    /// <summary>What to do about how the last run ended.</summary>
    internal static string ToDoOfReset(long number) => SymptomWords.Find((RunEnd)(int)number) is { } symptom ? Symptom.Plain(symptom.ToDo) : Report;

    /// <summary>What docs/metrics.md says to do when a metric moves.</summary>
    internal static string ToDoOfMetric(string name) => Plain(MetricWords.Find(name)!.ToDo);

    internal static string Of(BadTag tag) => $"{tag.Path} is {QualityText.Of(tag.Quality, tag.Reason)}";

    internal static string ToDoOf(BadTag tag) => tag.Reason is { } reason && SymptomWords.Find((QualityReason)reason) is { } symptom
        ? Plain(symptom.ToDo)
        : $"fieldnode watch shows its tags; look at the sensor behind {tag.Path}";

    internal static (string Meaning, string ToDo) ReasonOf(long number) =>
        UpdateWords.Of(number is >= 0 and <= int.MaxValue ? (UpdateReason)(int)number : (UpdateReason)int.MaxValue);

    internal static bool IsOfTrial(long? reason) => reason is > 0 and <= int.MaxValue && UpdateWords.IsOfTrial((UpdateReason)(int)reason);

    internal static string UpdateStateOf(long number) => UpdateWords.Of(number is >= 0 and <= int.MaxValue ? (UpdateState)(int)number : (UpdateState)int.MaxValue);

    internal const string Report = "Report it, with the output of fieldnode events";

    /// <summary>An amount of time, in the unit that says most.</summary>
    internal static string Span(TimeSpan span) => Span(span.TotalSeconds);

    /// <summary>The same of what a node tells, which may be any number: more than a TimeSpan can hold, too.</summary>
    internal static string Span(double seconds)
    {
        seconds = Math.Max(0, seconds);
        FormattableString text = seconds switch
        {
            < 100 => $"{Math.Floor(seconds):0} s",
            < 100 * 60 => $"{Math.Floor(seconds / 60):0} min",
            < 48 * 3600 => $"{Math.Floor(seconds / 3600):0} h",
            _ => $"{Math.Floor(seconds / 86400):0} d",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>When a certificate ends or ended, behind its subject.</summary>
    internal static string CertificateEnd(int days) => days switch
    {
        < 0 => $"ended {Plural.Of(-days, "day")} ago",
        0 => "ends today",
        _ => $"ends in {Plural.Of(days, "day")}",
    };

    /// <summary>A time, with how long ago it was.</summary>
    internal static string Since(DateTime time, DateTime utc) => time > utc.AddSeconds(60)
        ? string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss} (ahead of this desk's clock)")
        : string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss} ({Span(utc - time)})");

    // A page's links and marks mean nothing in a line.
    private static string Plain(string text)
    {
        text = Symptom.Plain(text);
        int open;
        while ((open = text.IndexOf('[')) >= 0 && text.IndexOf("](", open, StringComparison.Ordinal) is > 0 and var middle && text.IndexOf(')', middle) is > 0 and var close)
        {
            string target = text[(middle + 2)..close].Split('#')[0];
            text = $"{text[..open]}docs/{target}{text[(close + 1)..]}";
        }
        return text;
    }
}
