namespace FieldNode.Cli.Fleet;

/// <summary>A tag that is not good.</summary>
/// <param name="Path">Device and name.</param>
/// <param name="Quality">As it came.</param>
/// <param name="Reason">As it came, or null.</param>
internal sealed record BadTag(string Path, int Quality, int? Reason);
