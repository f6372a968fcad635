using System.Globalization;

namespace FieldNode.Cli;

/// <summary>Where to look, and how long to wait for each.</summary>
internal sealed record ModbusScanOptions
{
    internal const int UnitMax = 247; // Modbus over serial line V1.02, section 2.2

    private static readonly int[] Bauds = [1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 115200, 230400];
    private static readonly string[] Parities = ["none", "even", "odd"];

    internal required IReadOnlyList<LineForm> Forms { get; init; }

    internal required IReadOnlyList<int> Units { get; init; }

    internal int TimeoutMs { get; init; } = 200;

    /// <summary>1 to 4: the functions that read.</summary>
    internal int Function { get; init; } = 3;

    /// <summary>0-based address that is read.</summary>
    internal int Address { get; init; }

    internal bool Identify { get; init; } = true;

    /// <summary>How long it takes at most, if nobody answers: request, silence and time-out of each.</summary>
    internal TimeSpan Longest => TimeSpan.FromMilliseconds(
        Forms.Sum(form => Units.Count * (form.CharactersMs(8 + 3.5) + TimeoutMs + 2)));

    internal static LineForm[] ParseForms(string bauds, string parities) =>
    [
        .. from baud in bauds.Split(',').Select(text => Baud(text.Trim())).Distinct()
           from parity in parities.Split(',').Select(text => Parity(text.Trim())).Distinct()
           select new LineForm(baud, parity),
    ];

    /// <summary>Addresses as <c>1-10,20</c>.</summary>
    internal static int[] ParseUnits(string text)
    {
        var units = new SortedSet<int>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !Unit(ends[0], out int first) || !Unit(ends[^1], out int last) || first > last)
            {
                throw new UserError($"--units {text}: say addresses from 1 to {UnitMax} as 1-247 or 1-10,20",
                    ExitStatus.Usage);
            }
            units.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return [.. units];
    }

    private static int Baud(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int baud) && Bauds.Contains(baud)
            ? baud
            : throw new UserError($"--baud {text} is not allowed: {string.Join(", ", Bauds)}", ExitStatus.Usage);

    private static string Parity(string text) => Parities.Contains(text)
        ? text
        : throw new UserError($"--parity {text} is not allowed: {string.Join(", ", Parities)}", ExitStatus.Usage);

    private static bool Unit(string text, out int unit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out unit) && unit is >= 1 and <= UnitMax;
}
