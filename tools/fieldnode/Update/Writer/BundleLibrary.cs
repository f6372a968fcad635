namespace FieldNode.Cli;

/// <summary>A library of the board that assemblies were built against.</summary>
internal sealed record BundleLibrary(string Name, Version Version);
