namespace FieldNode.Cli.Provision;

/// <summary>An assembly that another one needs.</summary>
internal sealed record AssemblyReference(string Name, Version Version);
