namespace FieldNode.Conformance;

/// <summary>The grade of one normative statement, with its evidence.</summary>
public sealed class Verdict
{
    internal Verdict(string id) => Id = id;

    /// <summary>The statement, as the specification names it, without <c>tck-id-</c>.</summary>
    public string Id { get; }

    public Grade Grade => Fails > 0 ? Grade.Fail : Passes > 0 ? Grade.Pass : Grade.NotSeen;

    /// <summary>How often it was seen to hold.</summary>
    public long Passes { get; private set; }

    /// <summary>How often it was seen broken.</summary>
    public long Fails { get; private set; }

    /// <summary>When and how it was broken first; null if it was not.</summary>
    public string? Evidence { get; private set; }

    internal void Passed() => Passes++;

    internal void Failed(string evidence)
    {
        Fails++;
        Evidence ??= evidence;
    }

    public override string ToString() => Evidence is null ? $"{Id}: {Grade}" : $"{Id}: {Grade}: {Evidence}";
}
