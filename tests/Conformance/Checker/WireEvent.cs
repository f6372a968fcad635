namespace FieldNode.Conformance;

/// <summary>Something that a broker sees of one edge node.</summary>
/// <param name="UtcMs">When, by the broker's clock: ms since 1970 UTC.</param>
/// <param name="Server">Which broker, for a node that has several.</param>
public abstract record WireEvent(long UtcMs, string Server);
