namespace FieldNode.PurdueLab;

/// <summary>The attacks as the table of docs/purdue-lab.md.</summary>
internal static class AttackTable
{
    internal static IReadOnlyList<string> Lines { get; } =
    [
        "| attack | from | lab | what is tried | verdict that must come | control |",
        "|---|---|---|---|---|---|",
        .. AttackList.All.Select(attack =>
            $"| `{attack.Name}` | {attack.Level} | {LabJson.LabsOf(attack.Labs)} | {attack.What} | {attack.Expected} | {attack.Control} |"),
    ];
}
