using System.Globalization;

namespace FieldNode.Figures;

/// <summary>
/// Figures in a file, one a line, <c>name: value</c>. A figure that rose by more than 5 %, or that the file does not have, is a finding; so is
/// a name in the file that is not measured any more.
/// </summary>
internal static class HeldFigures
{
    public const double RiseMax = 1.05;

    public static string Line(Figure figure) => FormattableString.Invariant($"{figure.Name}: {figure.Value}");

    /// <summary>What is wrong, in words; empty if nothing is.</summary>
    public static List<string> Compare(IReadOnlyList<Figure> measured, IEnumerable<string> heldLines)
    {
        Dictionary<string, long> held = heldLines.Select(l => l.Split(": "))
            .ToDictionary(p => p[0], p => long.Parse(p[1], CultureInfo.InvariantCulture));
        var findings = new List<string>();
        foreach (Figure figure in measured)
        {
            if (!held.Remove(figure.Name, out long before))
            {
                findings.Add($"{Line(figure)} is not in figures.txt");
            }
            else if (figure.Value > before * RiseMax)
            {
                findings.Add($"{Line(figure)} was {before}: a rise of more than 5 %");
            }
        }

        findings.AddRange(held.Keys.Select(name => $"{name} is in figures.txt and not measured"));
        return findings;
    }
}
