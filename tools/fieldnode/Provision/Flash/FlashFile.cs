namespace FieldNode.Cli.Provision;

/// <summary>A file for the node's flash.</summary>
/// <param name="Name">Its name there, without the drive; what the node keeps itself is in node/.</param>
/// <param name="Content">To the byte.</param>
/// <param name="IsSecret">Keys and passwords: nobody but the owner reads the file, and nothing of it is told.</param>
/// <param name="IsKept">One that is there already stays.</param>
internal sealed record FlashFile(string Name, byte[] Content, bool IsSecret, bool IsKept = false);
