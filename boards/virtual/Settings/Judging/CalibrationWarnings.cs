using System.Globalization;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>Calibrations that are due before they were made, made tomorrow, or overdue.</summary>
internal static class CalibrationWarnings
{
    internal static IEnumerable<SettingsWarning> Of(NodeSettings settings, DateTimeOffset now)
    {
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach ((string path, string name, CalibrationSettings calibration) in All(settings))
        {
            DateOnly on = Day(calibration.On);
            if (calibration.Due is not null && Day(calibration.Due) < on)
            {
                yield return new SettingsWarning(path + ".due", $"{name}: due on {calibration.Due}, before it was made on {calibration.On}", "correct one of the two days");
            }
            else if (on > today)
            {
                yield return new SettingsWarning(path + ".on", $"{name}: made on {calibration.On}, and today is {Words(today)}", "correct the day, or this machine's clock");
            }
            else if (calibration.Due is not null && Day(calibration.Due) < today)
            {
                yield return new SettingsWarning(path + ".due", $"{name}: its calibration was due on {calibration.Due}, {today.DayNumber - Day(calibration.Due).DayNumber} days ago",
                    "calibrate it (fieldnode loop-check), and write the new day");
            }
        }
    }

    private static IEnumerable<(string Path, string Name, CalibrationSettings Calibration)> All(NodeSettings settings)
    {
        IEnumerable<(string Path, string Name, CareSettings? Care)> slaves = (settings.Devices ?? []).SelectMany((device, d) =>
            device.Tags.Select((tag, t) => ($"devices[{d}].tags[{t}]", $"{device.Name}/{tag.Name}", (CareSettings?)tag.Care)));
        IEnumerable<(string Path, string Name, CareSettings? Care)> sensors = (settings.Sensors ?? []).SelectMany((sensor, s) =>
            sensor.Tags.Select((tag, t) => ($"sensors[{s}].tags[{t}]", $"{sensor.Device}/{tag.Name}", (CareSettings?)tag.Care)));
        return slaves.Concat(sensors).Where(one => one.Care?.Calibration is not null)
            .Select(one => (one.Path + ".care.calibration", one.Name, one.Care!.Calibration));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Words(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
