namespace FieldNode.Conformance.Report;

/// <summary>What a run made of one statement.</summary>
/// <param name="Proven">True if all that its kind of proof asks for was there.</param>
/// <param name="Why">What is missing, or null.</param>
internal sealed record RowResult(CatalogueRow Row, bool Proven, string? Why);
