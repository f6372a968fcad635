namespace FieldNode.Cli.FleetSim;

/// <summary>What differs from node to node.</summary>
/// <param name="Lane">Which loop turns it while it is connected.</param>
/// <param name="StartMs">When its board has power, in ms behind the first.</param>
internal readonly record struct FleetSimPlace(int Lane, long StartMs);
