namespace FieldNode.Sbom;

/// <summary>A licence that a part of what ships may have.</summary>
/// <param name="Id">Its SPDX identifier.</param>
/// <param name="Why">Why it may.</param>
internal sealed record AllowedLicence(string Id, string Why);
