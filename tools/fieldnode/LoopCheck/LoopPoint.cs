using System.Globalization;
using FieldNode.Field.Analog;
using FieldNode.Tags;

namespace FieldNode.Cli;

/// <summary>One point of the walk: what is put in, and what must arrive.</summary>
/// <param name="Input">What is put in: mA, or a raw number.</param>
/// <param name="IsRaw">The input is a raw number, not a current.</param>
/// <param name="Expected">The value that must arrive; 0 where a fault must.</param>
/// <param name="Reason">None, or the reason that must come with bad quality.</param>
internal sealed record LoopPoint(double Input, bool IsRaw, double Expected, QualityReason Reason)
{
    /// <summary>Currents that a transmitter signals its failure by, and no current at all.</summary>
    private static readonly double[] Faults = [21.5, 3.5, 0];

    internal bool IsFault => Reason != QualityReason.None;

    internal string InputText => Number(Input) + (IsRaw ? " raw" : " mA");

    /// <summary>The points of a walk, in the order in which they are gone.</summary>
    /// <param name="text">With commas: a current in mA as 12, or a raw number with the value it must become as 2048=50.</param>
    internal static LoopPoint[] Parse(string text, LoopRange? range, bool withFaults)
    {
        var points = text.Split(',').Select(part => One(part.Trim(), range)).ToList();
        if (withFaults)
        {
            if (points.Any(point => point.IsRaw))
            {
                throw new UserError("--faults goes with currents, not with raw values", ExitStatus.Usage);
            }
            points.AddRange(Faults.Select(ma => OfCurrent(ma, range!)));
        }
        return [.. points];
    }

    /// <summary>A current: inside of NE 43's limits a value must arrive, outside of them a fault with its reason.</summary>
    internal static LoopPoint OfCurrent(double ma, LoopRange range)
    {
        QualityReason reason = Namur.Judge(ma);
        return new LoopPoint(ma, false, reason == QualityReason.None ? range.Expected(ma) : 0, reason);
    }

    internal static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static LoopPoint One(string part, LoopRange? range)
    {
        string[] sides = part.Split('=');
        bool isRaw = sides.Length == 2;
        double expected = 0;
        if (sides.Length > 2 || !Finite(sides[0], out double input) || (isRaw && !Finite(sides[1], out expected))
            || (!isRaw && input is < 0 or > 24))
        {
            throw new UserError(
                $"--points {part}: say currents of 0 to 24 mA as 4,12,20, or raw numbers with their values as 0=0,4095=100",
                ExitStatus.Usage);
        }
        if (isRaw)
        {
            return new LoopPoint(input, true, expected, QualityReason.None);
        }
        return range is null
            ? throw new UserError("the birth has no range for this tag: give --low and --high, or --config", ExitStatus.Usage)
            : OfCurrent(input, range);
    }

    private static bool Finite(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
