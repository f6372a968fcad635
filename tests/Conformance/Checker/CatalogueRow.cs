namespace FieldNode.Conformance;

/// <summary>One normative statement that concerns an edge node or its devices: a row of assertions.csv.</summary>
/// <param name="Id">As the specification names it, without <c>tck-id-</c>.</param>
/// <param name="Level">MUST, SHOULD or MAY.</param>
/// <param name="How">Where it can be proven: wire, unit or document.</param>
/// <param name="Scope">core, primaryHost, servers and properties are built; templates and datasets come later; mqtt5 is out.</param>
/// <param name="Statement">What it says, in our words.</param>
/// <param name="Proof"><c>wire</c>; the name of a unit proof; or file#heading of a document. Empty where it is not built.</param>
public sealed record CatalogueRow(string Id, string Level, string How, string Scope, string Statement, string Proof)
{
    public bool IsLater => Scope is "templates" or "datasets";

    public bool IsOut => Scope == "mqtt5";

    public bool IsInScope => !IsLater && !IsOut;

    /// <summary>True if the checker grades it.</summary>
    public bool IsOnWire => IsInScope && How == "wire";
}
