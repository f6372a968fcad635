namespace FieldNode.Simulation;

/// <summary>One kind of fault.</summary>
/// <param name="Family">Where it belongs.</param>
/// <param name="Name">In words, for the trail.</param>
/// <param name="Begin">Makes it happen; its end it plans itself. Returns how long it lasts, in ms.</param>
internal sealed record Fault(FaultFamily Family, string Name, Func<long> Begin);
