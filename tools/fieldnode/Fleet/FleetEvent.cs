namespace FieldNode.Cli.Fleet;

/// <summary>What the desk saw happen to a node.</summary>
/// <param name="Utc">When, by this desk's clock.</param>
/// <param name="Group">Group id.</param>
/// <param name="Node">Node id.</param>
/// <param name="Text">In words, with names from the plant as they came.</param>
internal sealed record FleetEvent(DateTime Utc, string Group, string Node, string Text);
