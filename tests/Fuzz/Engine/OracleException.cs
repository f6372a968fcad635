namespace FieldNode.Fuzz;

/// <summary>Something that must hold did not.</summary>
internal sealed class OracleException(string what) : Exception(what);
