namespace FieldNode.Virtual.Settings;

/// <summary>What <c>fieldnode check FILE</c> says: a line per fault and per warning, and a line at the end.</summary>
public sealed class CheckReport
{
    /// <summary>Renders a result.</summary>
    /// <param name="file">The file's name as the person gave it.</param>
    /// <param name="result">What came of reading it.</param>
    /// <param name="ofMachine">What came of <see cref="MachineCheck"/>; null: this machine was not looked at.</param>
    /// <param name="notChecked">What was not looked at, and where it can be; null: nothing was left out.</param>
    public CheckReport(string file, SettingsResult result, IReadOnlyList<SettingsWarning>? ofMachine = null, string? notChecked = null)
    {
        SettingsWarning[] all = [.. result.Warnings, .. ofMachine ?? []];
        Faults = [.. result.Faults, .. all.Where(one => one.StopsWork).Select(one => new SettingsFault(one.Path, one.What, one.Todo))];
        Warnings = [.. all.Where(one => !one.StopsWork)];
        var lines = result.Faults.Select(fault => fault.ToString()).Concat(all.OrderByDescending(one => one.StopsWork).Select(one => one.ToString())).ToList();
        if (notChecked is not null && result.Settings is not null)
        {
            lines.Add(notChecked);
        }
        string warned = Warnings.Count > 0 ? ", " + Count(Warnings.Count, "warning") : "";
        lines.Add(Faults.Count > 0 ? $"{file}: {Count(Faults.Count, "fault")}{(result.MayBeMore ? " or more" : "")}{warned}"
            : $"{file}: ok{warned}: {Summary(result)}");
        Lines = lines;
        ExitStatus = Faults.Count > 0 ? 1 : 0;
    }

    /// <summary>Plain lines: faults, warnings, the last one a summary.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>All that keeps the node, or a part of it, from working.</summary>
    public IReadOnlyList<SettingsFault> Faults { get; }

    /// <summary>What else an installer should know.</summary>
    public IReadOnlyList<SettingsWarning> Warnings { get; }

    /// <summary>0 if the node runs with this file, with warnings or without, else 1.</summary>
    public int ExitStatus { get; }

    /// <summary>Reads and checks a file, together with the files that it names.</summary>
    public static CheckReport Of(string file) => new(file, SettingsFile.Read(file, checkFiles: true));

    private static string Summary(SettingsResult result)
    {
        var settings = result.Settings!;
        var devices = settings.Devices ?? [];
        var terminals = (settings.Terminals?.Contacts?.Length ?? 0) + (settings.Terminals?.Outputs?.Length ?? 0)
            + (settings.Terminals?.Counters?.Length ?? 0);
        return $"node {settings.Group}/{settings.Node} to {settings.Broker.Host}:{settings.Broker.Port}, "
            + $"{Count(settings.Lines?.Length ?? 0, "line")}{Loads(result.Loads)}, {Count(devices.Length, "device")}, "
            + Count(devices.Sum(device => device.Tags.Length), "tag")
            + (settings.Sensors is { Length: > 0 } sensors ? ", " + Count(sensors.Length, "sensor") : "")
            + (terminals > 0 ? ", " + Count(terminals, "terminal") : "")
            + (settings.Board is { } board ? ", board " + board : "");
    }

    private static string Loads(IReadOnlyList<LineLoad> loads) =>
        loads.Count == 0 ? "" : $" ({string.Join(", ", loads.Select(load => $"{load.Name} {LineLoad.Words(load.Percent)} busy"))})";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
