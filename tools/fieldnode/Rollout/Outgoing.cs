namespace FieldNode.Cli.Rollouts;

/// <summary>A command to a node's device Update.</summary>
internal readonly record struct Outgoing(string Node, byte[] Payload);
