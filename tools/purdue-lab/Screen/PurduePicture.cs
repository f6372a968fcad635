using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>The picture of a run, for README and docs: the zones, and by level which attacks were tried.</summary>
internal static class PurduePicture
{
    private const string Title = "purdue-lab: a node below a DMZ in four levels, what passed between them, and attacks from each level with their verdicts";
    private const int NamesAt = 21;

    /// <param name="zones">The zones as they were at the end of the first lab.</param>
    /// <param name="sum">Both labs.</param>
    internal static string Of(IReadOnlyList<StyledLine> zones, LabOutcome sum) => SvgScreen.Write(
        [
            new StyledLine().Add("$ sudo tools/purdue-lab/run", Ink.Title), new(), .. zones, .. Attacks(sum.Attacks),
            new(), new StyledLine().Add(sum.Line, sum.IsOk ? Ink.Good : Ink.Bad),
        ], ZonePicture.Columns, Title);

    /// <summary>Each attack by name, in lines for each level; what did not go as it must stands out.</summary>
    internal static IEnumerable<StyledLine> Attacks(IReadOnlyList<AttackReport> reports)
    {
        foreach (IGrouping<string, AttackReport> level in reports.GroupBy(report => report.Attack.Level).OrderByDescending(level => level.Key))
        {
            int reached = level.Count(report => !report.IsHeld);
            StyledLine line = new StyledLine().Add($"{(reached == 0 ? "✓" : "✗")} from {level.Key}".PadRight(12), reached == 0 ? Ink.Good : Ink.Bad).Add($"{level.Count() - reached,3} held");
            foreach (IGrouping<string, AttackReport> attack in level.GroupBy(report => report.Attack.Name))
            {
                string word = attack.Key + " ";
                if (line.Width + word.Length > ZonePicture.Columns)
                {
                    yield return line;
                    line = new StyledLine();
                }
                line.To(NamesAt).Add(word, attack.All(report => report.IsHeld) ? Ink.Dim : Ink.Bad);
            }
            yield return line;
        }
    }
}
