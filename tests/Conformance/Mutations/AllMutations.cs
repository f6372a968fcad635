namespace FieldNode.Conformance.Mutations;

/// <summary>Every way to break a session that the checker has to name.</summary>
internal static class AllMutations
{
    internal static IReadOnlyList<Mutation> List { get; } =
        [.. EnvelopeMutations.All(), .. SessionMutations.All(), .. MetricMutations.All(), .. HostMutations.All()];

    /// <summary>Breaks each recording that has what it takes until the checker names the statement.</summary>
    /// <returns>Null if it was named; else why not.</returns>
    internal static string? Unnamed(Mutation mutation, IReadOnlyList<Recording> good)
    {
        bool tried = false;
        foreach (Recording recording in good)
        {
            if (mutation.Break(recording) is Recording broken)
            {
                tried = true;
                if (broken.Grade().Of(mutation.Id) == Grade.Fail)
                {
                    return null;
                }
            }
        }
        return tried ? $"{mutation.Id}: '{mutation.What}' was not named" : $"{mutation.Id}: no recording has what '{mutation.What}' breaks";
    }
}
