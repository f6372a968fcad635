using System.Globalization;

namespace FieldNode.Cli;

/// <summary>What a run came to, for people: a frame, green where all was right.</summary>
internal static class DemoSummary
{
    private const int TextAt = 14;

    /// <summary>The lines with a frame around them.</summary>
    internal static IReadOnlyList<StyledLine> Framed(DemoOutcome outcome, int width)
    {
        Ink frame = outcome.IsOk ? Ink.Good : Ink.Bad;
        string head = outcome.IsOk ? " all of it was right " : " something was wrong ";
        var lines = new List<StyledLine> { new StyledLine().Add("╭─", frame).Add(head, frame).Add(new string('─', width - head.Length - 3) + "╮", frame) };
        lines.AddRange(Lines(outcome).Select(line =>
            new StyledLine().Add("│ ", frame).Add(line.Crop(width - 4)).To(width - 1).Add("│", frame)));
        lines.Add(new StyledLine().Add("╰" + new string('─', width - 2) + "╯", frame));
        return lines;
    }

    /// <summary>A line for each thing that was checked.</summary>
    internal static IEnumerable<StyledLine> Lines(DemoOutcome outcome)
    {
        static string N(long number) => number.ToString(CultureInfo.InvariantCulture);
        yield return Line(outcome.NBirth > 0 && outcome.DBirth > 0, "births", $"{N(outcome.NBirth)} of the node, {N(outcome.DBirth)} of its devices"
            + (outcome.Unborn.Count == 0 ? "" : $"; not in so short a time: {string.Join(", ", outcome.Unborn)}"));
        yield return Line(outcome.Data > 0 && outcome.DecodeErrors == 0 && outcome.SeqGaps == 0, "data",
            $"{N(outcome.Data)} messages, {N(outcome.DecodeErrors)} unreadable, {N(outcome.SeqGaps)} gaps in their numbers");
        foreach (StoryLine line in outcome.Story)
        {
            yield return PlantPicture.Happening(line.State == StoryState.Happening ? line with { Text = line.Text + "; the end came first" } : line);
        }
        yield return Line(outcome.ConformanceFails == 0, "Sparkplug", $"{N(outcome.ConformanceFails)} statements of 3.0.0 broken, as the broker saw it");
        yield return Line(outcome.ListeningSockets == 0, "listening",
            outcome.ListeningSockets is int sockets ? $"{N(sockets)} sockets of the node's process" : "the sockets cannot be counted here");
        foreach (string reason in outcome.Reasons)
        {
            yield return Line(false, "wrong", reason);
        }
    }

    private static StyledLine Line(bool isRight, string name, string text) => new StyledLine()
        .Add(isRight ? "✓ " : "✗ ", isRight ? Ink.Good : Ink.Bad).Add(name).To(TextAt).Add(SafeText.Of(text), isRight ? Ink.Plain : Ink.Bad);
}
