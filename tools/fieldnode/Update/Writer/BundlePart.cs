namespace FieldNode.Cli;

/// <summary>A part of a bundle.</summary>
/// <param name="Kind">Its kind, by the number on the wire.</param>
/// <param name="Name">Its name on the board.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record BundlePart(BundlePartKind Kind, string Name, byte[] Content);
