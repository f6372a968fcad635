namespace FieldNode.Figures;

/// <summary>A number with its name, as CI prints it and figures.txt holds it.</summary>
internal sealed record Figure(string Name, long Value);
