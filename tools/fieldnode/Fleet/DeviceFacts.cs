namespace FieldNode.Cli.Fleet;

/// <summary>A device as it was last known.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Online">Born, and not dead since.</param>
/// <param name="Tags">How many tags its birth declared.</param>
/// <param name="Bad">How many of them are not good.</param>
internal sealed record DeviceFacts(string Name, bool Online, int Tags, int Bad);
