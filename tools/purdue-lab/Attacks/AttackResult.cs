namespace FieldNode.PurdueLab;

/// <summary>What was seen of an attack.</summary>
/// <param name="Seen">In one line, with numbers.</param>
/// <param name="Reached">It changed something that it must not.</param>
internal sealed record AttackResult(string Seen, bool Reached)
{
    /// <summary>Writes at Level 0 that belong to it and are allowed.</summary>
    internal int WritesAllowed { get; init; }

    /// <summary>Births of the node that belong to it and are allowed.</summary>
    internal int BirthsAllowed { get; init; }

    /// <summary>Ends of sessions that belong to it: the lab itself has restarted the node.</summary>
    internal int DeathsAllowed { get; init; }
}
