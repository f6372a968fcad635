using System.Globalization;

namespace FieldNode.Cli.Provision;

/// <summary>Says each step as it ends: its mark, how long it took, what it did. Plain lines, which logs keep as they are.</summary>
internal sealed class BenchScreen(TextWriter output, TimeProvider time)
{
    private const int NameWidth = 13;

    private long begun = time.GetTimestamp();

    /// <summary>Done in this run.</summary>
    internal void Done(string step, string text) => Say("ok", step, text);

    /// <summary>Nothing had to be done.</summary>
    internal void Kept(string step, string text) => Say("--", step, text);

    internal void Wrong(string step, string text) => Say("FAIL", step, text);

    internal void Point(ProofPoint point) => Say(point.Verdict switch
    {
        ProofVerdict.Passed => "ok", ProofVerdict.Failed => "FAIL", ProofVerdict.NotAsked => "--", _ => "?",
    }, "  " + point.What, point.Found);

    internal void Line(string text) => output.WriteLine(SafeText.Of(text));

    private void Say(string mark, string step, string text)
    {
        long now = time.GetTimestamp();
        string seconds = time.GetElapsedTime(begun, now).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        begun = now;
        output.WriteLine(SafeText.Of($"{mark,-4} {seconds,5} s  {step.PadRight(NameWidth)}  {text}"));
        output.Flush();
    }
}
