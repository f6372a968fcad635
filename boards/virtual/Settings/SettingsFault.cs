namespace FieldNode.Virtual.Settings;

/// <summary>One thing that is wrong with a node file.</summary>
/// <param name="Path">Where: <c>devices[1].tags[3].deadband</c>, a line and column, or empty for the file as a
/// whole.</param>
/// <param name="Value">What is there.</param>
/// <param name="Allowed">What may be there.</param>
public sealed record SettingsFault(string Path, string Value, string Allowed)
{
    /// <summary>One line, such as <c>devices[0].unit: 300 — allowed: 1 to 247</c>.</summary>
    public override string ToString() =>
        Path.Length == 0 ? $"{Value} — allowed: {Allowed}" : $"{Path}: {Value} — allowed: {Allowed}";
}
