using System.Reflection;
using FieldNode.Update;

namespace FieldNode.Virtual.Updates;

/// <summary>What this program has of libraries: whatever it finds by name, with the version of the assembly (not of the package).</summary>
public sealed class PcLibraries : ILibraries
{
    /// <inheritdoc />
    public bool Has(string name, int major, int minor, int build, int revision)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name)).GetName().Version == new Version(major, minor, build, revision);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ArgumentException)
        {
            return false;
        }
    }
}
