namespace FieldNode.Sbom.Tests;

/// <summary>A folder of packages with one package in it, as a restore leaves it.</summary>
internal sealed class PackageFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fieldnode-sbom-");

    internal PackageFolder(string name, string version, string licence, string? text = null)
    {
        string package = System.IO.Path.Combine(folder.FullName, name.ToLowerInvariant(), version);
        Directory.CreateDirectory(package);
        File.WriteAllText(System.IO.Path.Combine(package, name.ToLowerInvariant() + ".nuspec"), $"<package xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"><metadata><id>{name}</id>{licence}</metadata></package>");
        if (text is not null)
        {
            File.WriteAllText(System.IO.Path.Combine(package, "LICENSE"), text);
        }
    }

    internal string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}
