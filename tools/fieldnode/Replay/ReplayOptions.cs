namespace FieldNode.Cli;

/// <summary>What is wanted of a replay.</summary>
/// <param name="Config">The node file.</param>
/// <param name="Events">State folder, or file of events; null: state beside the node file.</param>
/// <param name="From">null: as far as the ring is whole.</param>
/// <param name="To">null: to the last event.</param>
/// <param name="WithinMs">So far apart an event may be from the one that it is taken for, in ms.</param>
/// <param name="Seed">Of how values move.</param>
internal sealed record ReplayOptions(string Config, string? Events, DateTimeOffset? From, DateTimeOffset? To, long WithinMs, int Seed);
