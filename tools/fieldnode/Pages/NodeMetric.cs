namespace FieldNode.Cli.Pages;

/// <summary>What is to be said of one of the node's own metrics.</summary>
/// <param name="Name">Its name; what differs from node to node is in braces: <c>Field/{line}/Port faults</c>.</param>
/// <param name="When">When it is there; "always" is held by a test.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="ToDo">What to do when it moves.</param>
internal sealed record NodeMetric(string Name, string When, string Meaning, string ToDo);
