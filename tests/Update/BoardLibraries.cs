namespace FieldNode.Update.Tests;

/// <summary>What the test board has in its deploy partition.</summary>
internal sealed class BoardLibraries : ILibraries
{
    internal HashSet<string> Installed { get; } = ["mscorlib 1.17.11.0", "System.Net 1.11.60.0"];

    public bool Has(string name, int major, int minor, int build, int revision) => Installed.Contains($"{name} {major}.{minor}.{build}.{revision}");
}
