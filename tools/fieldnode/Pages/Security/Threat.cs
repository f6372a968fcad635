namespace FieldNode.Cli.Pages.Security;

/// <summary>One threat: who does what, what comes of it, what is done against it, and what remains.</summary>
/// <param name="Entry">Where it comes in: a heading of the page.</param>
/// <param name="Who">Who, and how.</param>
/// <param name="Effect">What it would do.</param>
/// <param name="Control">What is done against it.</param>
/// <param name="Remains">What remains, and what the site does about it.</param>
internal sealed record Threat(string Entry, string Who, string Effect, string Control, string Remains)
{
    /// <summary>The tests that hold the control: <c>Class</c> or <c>Class.Method</c>.</summary>
    internal string[] Tests { get; init; } = [];
}
