namespace FieldNode.Virtual.Settings;

/// <summary>A row of docs/settings.md: what a member of the node file is.</summary>
/// <param name="Name">Its JSON name.</param>
/// <param name="Meaning">In one sentence, without marks.</param>
/// <param name="Unit">Such as <c>ms</c>; empty if it has none.</param>
/// <param name="Range">What is allowed, in words.</param>
/// <param name="Standard">The default in words, or <c>must be given</c>.</param>
public sealed record MemberDoc(string Name, string Meaning, string Unit, string Range, string Standard)
{
    /// <summary>True if the file is at fault without it.</summary>
    public bool MustBeGiven => Standard == "must be given";
}
