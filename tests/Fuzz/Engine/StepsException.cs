namespace FieldNode.Fuzz;

/// <summary>An input took more branches than its target may.</summary>
internal sealed class StepsException(long steps) : Exception($"more than {steps} branches");
