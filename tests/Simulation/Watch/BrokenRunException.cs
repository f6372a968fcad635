namespace FieldNode.Simulation;

/// <summary>Something did not hold: the run ends there.</summary>
/// <param name="what">What, in words.</param>
internal sealed class BrokenRunException(string what) : Exception(what);
