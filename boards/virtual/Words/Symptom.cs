namespace FieldNode.Virtual.Words;

/// <summary>What stands behind a number that a node shows, and what to do about it: for the log, and for docs/symptoms.md.</summary>
/// <param name="Of">Member of the enum that has the number.</param>
/// <param name="Cause">What it means: no full stop at its end, no bar. Names of settings and commands are in backticks.</param>
/// <param name="ToDo">What to do, in the same form; <see cref="Nothing"/> where nothing is wrong.</param>
public sealed record Symptom(Enum Of, string Cause, string ToDo)
{
    /// <summary>There is nothing to do.</summary>
    public const string Nothing = "Nothing";

    /// <summary>The cause and what to do, as they go on in a line of the log.</summary>
    /// <param name="seen">What was seen of it, or empty.</param>
    public string InLog(string seen = "") => Meaning + (seen.Length == 0 ? "" : $" ({seen})") + (ToDo == Nothing ? "" : ". " + Plain(ToDo));

    /// <summary>The cause as it goes on in a line.</summary>
    public string Meaning => Small(Cause);

    /// <summary>What to do, as it goes on in a line.</summary>
    public string Remedy => Small(ToDo);

    private static string Small(string text) => Plain(text.Length > 1 && char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..]);

    /// <summary>Without the marks of a page.</summary>
    public static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}
