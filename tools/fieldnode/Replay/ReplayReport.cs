namespace FieldNode.Cli;

/// <summary>All that a replay has to tell.</summary>
/// <param name="Script">The script, with the field's events.</param>
/// <param name="Comparison">Beside the run's.</param>
/// <param name="Notes">What was assumed, and what does not fit.</param>
/// <param name="Quality">One line for each device.</param>
/// <param name="Took">Virtual time.</param>
internal sealed record ReplayReport(ReplayScript Script, Comparison Comparison, IReadOnlyList<string> Notes, IReadOnlyList<string> Quality, TimeSpan Took)
{
    /// <summary>The time line: what the script did, the field's events, and what only the run has.</summary>
    internal IEnumerable<ReplayRow> Rows => Script.Cues.Where(cue => cue.Words.Length > 0).Select(cue => new ReplayRow(cue.AtMs, 0) { Cue = cue })
        .Concat(Script.Events.Select(one => new ReplayRow(one.AtMs, 1) { Field = one, Run = Comparison.Of(one) }))
        .Concat(Comparison.OnlyInRun.Select(one => new ReplayRow(one.AtMs, 2) { Run = one }))
        .OrderBy(row => row.AtMs).ThenBy(row => row.Order);

    /// <summary>The field and the run told the same.</summary>
    internal bool IsSame => Comparison is { Unexplained: 0, Surplus: 0 };
}
