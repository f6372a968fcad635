using System.Globalization;

namespace FieldNode.Cli.Rollouts;

/// <summary>
/// When a roll-out stops: a share of the nodes in the rings so far, or a number. A share looks harder at the small rings, where each failure says much,
/// and bears in the large ones what chance alone brings (docs/DESIGN.md).
/// </summary>
internal readonly record struct StopRule(double Share, int Number)
{
    /// <summary>Failures that stop it, with so many nodes in the rings so far; at least one.</summary>
    internal int FailuresAt(int nodesSoFar) => Number > 0 ? Number : Math.Max(1, (int)Math.Floor((Share * nodesSoFar) + 1e-9));

    /// <exception cref="UserError">It is neither.</exception>
    internal static StopRule Parse(string text)
    {
        bool isShare = text.EndsWith('%');
        if (isShare && double.TryParse(text.AsSpan()[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent is > 0 and <= 100)
        {
            return new StopRule(percent / 100, 0);
        }
        return !isShare && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? new StopRule(0, number)
            : throw new UserError($"--stop-at {text}: say a share such as 5%, or a number of failures from 1", ExitStatus.Usage);
    }

    public override string ToString() => Number > 0 ? $"{Number}" : string.Create(CultureInfo.InvariantCulture, $"{100 * Share:0.##}%");
}
