using System.Globalization;
using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>Plain lines, for a pipe or a log.</summary>
internal sealed class LineScreen(TextWriter output) : IScreen
{
    private readonly Lock guard = new();

    public Task RunAsync(Func<Task> work) => work();

    public void Begin(LabKind kind, OpenControl open) =>
        Write($"== {ZonePicture.TitleOf(kind)}{(open == OpenControl.None ? "" : $"; left open on purpose: {open}")}");

    public void Say(string text) => Write("-- " + text);

    public void Show(ZoneCounts counts)
    {
        // A line a second would hide the others.
    }

    public void Start(Attack attack)
    {
        // Its verdict says what was tried.
    }

    public void Judge(AttackReport report) => Write(Of(report));

    public void End(LabOutcome outcome)
    {
        foreach (string line in Remarks(outcome))
        {
            Write(line);
        }
    }

    /// <summary>An attack in one line: verdict, level, name, evidence.</summary>
    internal static string Of(AttackReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{WordOf(report),-7} {report.Attack.Level,-4} {report.Attack.Name,-22} {report.Error ?? report.Seen} [{report.Seconds:0.0} s]");

    internal static string WordOf(AttackReport report) => report.Error is not null ? "ERROR" : report.Reached ? "REACHED" : "held";

    /// <summary>What a lab found wrong besides attacks, and what belongs to its numbers.</summary>
    internal static IEnumerable<string> Remarks(LabOutcome outcome)
    {
        foreach (string problem in outcome.Wrong)
        {
            yield return "WRONG: " + problem;
        }
        foreach (string sample in outcome.Missing.Take(10))
        {
            yield return "MISSING: " + sample;
        }
        if (outcome.ReadAtEnds > 0)
        {
            yield return $"-- {outcome.ReadAtEnds} {(outcome.ReadAtEnds == 1 ? "number was" : "numbers were")} told by a slave in the moment in which the node ended: no samples";
        }
    }

    private void Write(string line)
    {
        lock (guard)
        {
            output.WriteLine(SafeText.Of(line));
            output.Flush();
        }
    }
}
