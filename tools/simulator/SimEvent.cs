namespace FieldNode;

/// <summary>A line of a node's log, with its virtual time.</summary>
internal readonly record struct SimEvent(long AtMs, NodeEvent What, int Number, string? Name);
