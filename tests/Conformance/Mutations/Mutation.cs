namespace FieldNode.Conformance.Mutations;

/// <summary>
/// One way to break a good session. It proves the checker: a statement that no broken session fails is not checked at all.
/// </summary>
/// <param name="Id">The statement that the checker must name.</param>
/// <param name="What">What is broken, in words.</param>
/// <param name="Break">Breaks a recording; null if it has nothing of the kind.</param>
internal sealed record Mutation(string Id, string What, Func<Recording, Recording?> Break)
{
    /// <summary>The same breakage for several statements that say the same.</summary>
    internal static IEnumerable<Mutation> Each(IEnumerable<string> ids, string what, Func<Recording, Recording?> breaks) =>
        ids.Select(id => new Mutation(id, what, breaks));
}
