using System.Globalization;

namespace FieldNode.Cli;

internal static class Durations
{
    private const double SecondsMax = 10_000_000;

    /// <summary>Null: until Ctrl-C.</summary>
    internal static TimeSpan? Check(double? seconds, double least = 0.1, string option = "--seconds")
    {
        if (seconds is not double given)
        {
            return null;
        }
        return given >= least && given <= SecondsMax
            ? TimeSpan.FromSeconds(given)
            : throw new UserError(
                string.Create(CultureInfo.InvariantCulture,
                    $"{option} {given} is not allowed: {least} to {SecondsMax:0}"),
                ExitStatus.Usage);
    }
}
