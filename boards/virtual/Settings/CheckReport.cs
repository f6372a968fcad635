namespace FieldNode.Virtual.Settings;

/// <summary>What <c>fieldnode check FILE</c> says: a line per fault and a line at the end.</summary>
public sealed class CheckReport
{
    /// <summary>Renders a result.</summary>
    /// <param name="file">The file's name as the person gave it.</param>
    /// <param name="result">What came of reading it.</param>
    public CheckReport(string file, SettingsResult result)
    {
        Lines = result.Settings is null ? Faulty(file, result) : [$"{file}: ok: {Summary(result)}"];
        ExitStatus = result.Settings is null ? 1 : 0;
    }

    /// <summary>Plain lines, one per fault, the last one a summary.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>0 if the node runs with this file, else 1.</summary>
    public int ExitStatus { get; }

    /// <summary>Reads and checks a file, together with the files that it names.</summary>
    public static CheckReport Of(string file) => new(file, SettingsFile.Read(file, checkFiles: true));

    private static List<string> Faulty(string file, SettingsResult result)
    {
        var lines = result.Faults.Select(fault => fault.ToString()).ToList();
        lines.Add($"{file}: {Count(result.Faults.Count, "fault")}{(result.MayBeMore ? " or more" : "")}");
        return lines;
    }

    private static string Summary(SettingsResult result)
    {
        var settings = result.Settings!;
        var devices = settings.Devices ?? [];
        var terminals = (settings.Terminals?.Contacts?.Length ?? 0) + (settings.Terminals?.Outputs?.Length ?? 0)
            + (settings.Terminals?.Counters?.Length ?? 0);
        return $"node {settings.Group}/{settings.Node} to {settings.Broker.Host}:{settings.Broker.Port}, "
            + $"{Count(settings.Lines?.Length ?? 0, "line")}, {Count(devices.Length, "device")}, "
            + Count(devices.Sum(device => device.Tags.Length), "tag")
            + (settings.Sensors is { Length: > 0 } sensors ? ", " + Count(sensors.Length, "sensor") : "")
            + (terminals > 0 ? ", " + Count(terminals, "terminal") : "")
            + (settings.Board is { } board ? ", board " + board : "");
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
