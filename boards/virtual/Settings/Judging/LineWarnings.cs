using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Lines that are too busy, that nobody uses, or that are one port; slaves whose own pause is too long for their periods.</summary>
internal static class LineWarnings
{
    /// <summary>From here on little is left for retries, writes, and slaves that answer late.</summary>
    internal const double BusyPercent = 80;

    private static readonly int[] periodsMs =
        [100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings, IReadOnlyList<LineLoad> loads)
    {
        LineSettings[] lines = settings.Lines ?? [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (!LineSchedule.DevicesOn(settings, lines[i]).Any())
            {
                yield return new SettingsWarning($"lines[{i}].name", $"no device is on line {lines[i].Name}", "remove it, or name it as the line of its devices");
            }

            if (SamePort(lines, i) is int first)
            {
                yield return new SettingsWarning($"lines[{i}].port", $"{Texts.Quote(lines[i].Port)} is the port of lines[{first}] by another name "
                    + $"({Texts.Quote(lines[first].Port)})", "name another port: only one line can open it", StopsWork: true);
            }
        }

        foreach (LineLoad load in loads.Where(load => load.Percent > BusyPercent))
        {
            yield return TooBusy(settings, load);
        }

        foreach (SettingsWarning pause in Pauses(settings))
        {
            yield return pause;
        }

        HashSet<string> used = [.. (settings.Sensors ?? []).Select(sensor => sensor.Bus)];
        for (int i = 0; i < (settings.Buses?.Length ?? 0); i++)
        {
            if (!used.Contains(settings.Buses![i].Name))
            {
                yield return new SettingsWarning($"buses[{i}].name", $"no sensor is on bus {settings.Buses[i].Name}", "remove it, or name it as the bus of its sensors");
            }
        }
    }

    private static SettingsWarning TooBusy(NodeSettings settings, LineLoad load)
    {
        LineSettings line = settings.Lines[load.Line];
        string seen = $"its requests take {LineLoad.Words(load.Percent)} of the time at {line.Baud} baud ({load.Requests} requests, "
            + $"{FormattableString.Invariant($"{load.RoundMs:0}")} ms a round)";
        int shortest = LineSchedule.DevicesOn(settings, line).SelectMany(device => device.Tags).Min(tag => tag.PeriodMs);
        (int fitsMs, LineLoad? fits) = periodsMs.Where(ms => ms > shortest).Select(ms => (Ms: ms, Load: (LineLoad?)LineSchedule.LoadOf(settings, load.Line, ms)))
            .FirstOrDefault(other => other.Load!.Percent <= BusyPercent);
        string what = load.Percent > 100 ? seen + ", so it cannot keep up" : seen + ", which leaves little for retries and writes";
        return new SettingsWarning($"lines[{load.Line}].baud", what, fits is null
            ? "read fewer tags on this line, or raise its baud rate"
            : $"read its tags every {fitsMs} ms or more seldom ({LineLoad.Words(fits.Percent)}), raise the baud rate, or use a second line");
    }

    // Others have the line in such a pause, so it is no load of the line; but the slave itself is asked in turn.
    private static IEnumerable<SettingsWarning> Pauses(NodeSettings settings)
    {
        for (int d = 0; d < (settings.Devices?.Length ?? 0); d++)
        {
            DeviceSettings device = settings.Devices![d];
            if (device.PauseMs == 0)
            {
                continue;
            }

            double percent = LineSchedule.LoadOf(settings.Lines.First(line => line.Name == device.Line), device);
            if (percent > 100)
            {
                yield return new SettingsWarning($"devices[{d}].pauseMs", $"with {device.PauseMs} ms between its requests it would be asked "
                    + $"{LineLoad.Words(percent)} of the time", "longer periods, fewer requests, or a shorter pause");
            }
        }
    }

    // /dev/serial/by-id/... and /dev/ttyUSB0. Ports of one name are a fault.
    private static int? SamePort(LineSettings[] lines, int index)
    {
        string own = Target(lines[index].Port);
        for (int i = 0; i < index; i++)
        {
            if (Target(lines[i].Port) == own && lines[i].Port != lines[index].Port)
            {
                return i;
            }
        }

        return null;
    }

    private static string Target(string port)
    {
        if (OperatingSystem.IsWindows())
        {
            return port.ToUpperInvariant();
        }

        try
        {
            return File.ResolveLinkTarget(port, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(port);
        }
        catch (IOException)
        {
            return Path.GetFullPath(port); // not there
        }
    }
}
