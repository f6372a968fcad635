namespace FieldNode.Sbom;

/// <summary>What keeps an SBOM from being made or from being right: what, where, and what to do, in one line.</summary>
internal sealed class SbomError(string message) : Exception(message);
