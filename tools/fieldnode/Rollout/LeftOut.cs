namespace FieldNode.Cli.Rollouts;

/// <summary>A node that was meant and is not in the plan.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Why">What speaks against it.</param>
internal sealed record LeftOut(string Node, string Why);
