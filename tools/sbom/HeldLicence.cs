namespace FieldNode.Sbom;

/// <summary>The licence of a part whose package does not say it by an SPDX expression, or that is no package.</summary>
/// <param name="Name">The part; a star at the end stands for any rest.</param>
/// <param name="Licence">SPDX expression.</param>
/// <param name="Source">Where it was read.</param>
internal sealed record HeldLicence(string Name, string Licence, string Source)
{
    /// <summary>SHA-256 of the licence file in the package, where that was read: another text has to be read again.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What else is to be known.</summary>
    public string? Note { get; init; }

    internal bool IsOf(string name) => Name.EndsWith('*') ? name.StartsWith(Name[..^1], StringComparison.OrdinalIgnoreCase) : Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
