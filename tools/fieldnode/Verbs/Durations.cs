namespace FieldNode.Cli;

internal static class Durations
{
    private const double SecondsMax = 10_000_000;

    /// <summary>Null: until Ctrl-C.</summary>
    internal static TimeSpan? Check(double? seconds) => seconds switch
    {
        null => null,
        > 0 and <= SecondsMax => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new UserError(
            $"--seconds {seconds} is not allowed: above 0, at most {SecondsMax:0}", ExitStatus.Usage),
    };
}
