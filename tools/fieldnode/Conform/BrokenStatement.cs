using FieldNode.Conformance;

namespace FieldNode.Cli;

/// <summary>A statement that a node broke for the first time.</summary>
/// <param name="Node">Group and node, with a slash between.</param>
/// <param name="Id">As the specification names it, without <c>tck-id-</c>.</param>
/// <param name="Evidence">When, in which message, and what was wrong.</param>
internal sealed record BrokenStatement(string Node, string Id, string Evidence)
{
    /// <summary>MUST, SHOULD or MAY.</summary>
    internal string Level => Catalogue.Find(Id)?.Level ?? "MUST";

    /// <summary>What it says, in our words.</summary>
    internal string Statement => Catalogue.Find(Id)?.Statement ?? "";
}
