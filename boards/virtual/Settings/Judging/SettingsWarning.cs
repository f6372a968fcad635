namespace FieldNode.Virtual.Settings;

/// <summary>
/// Something about a sound node file that an installer should know: where, what, and what to do. The node runs all the same.
/// </summary>
/// <param name="Path">Where, as a fault has it.</param>
/// <param name="What">What was seen.</param>
/// <param name="Todo">What to do about it.</param>
/// <param name="StopsWork">
/// True: as things stand, what it is about does not work (an expired certificate, a port that is not there). <c>check</c> counts it as a
/// fault; a node that runs says it and goes on, since it can change while it runs.
/// </param>
public sealed record SettingsWarning(string Path, string What, string Todo, bool StopsWork = false)
{
    /// <summary>One line, such as <c>warning: lines[1].name: no device is on this line — remove it, or ...</c>.</summary>
    public override string ToString() => VisibleText.Of($"{(StopsWork ? "" : "warning: ")}{Path}: {What} — {Todo}");
}
