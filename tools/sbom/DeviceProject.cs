using System.Xml.Linq;

namespace FieldNode.Sbom;

/// <summary>A nanoFramework project: the assembly that it makes, the packages that it links, and the projects that it brings.</summary>
internal sealed class DeviceProject
{
    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";
    private readonly XDocument project;

    internal DeviceProject(string path)
    {
        if (!File.Exists(path))
        {
            throw new SbomError($"{path}: not there; give the folder of the repository with --root");
        }
        Path = System.IO.Path.GetFullPath(path);
        project = XDocument.Load(Path);
    }

    internal string Path { get; }

    private string Folder => System.IO.Path.GetDirectoryName(Path)!;

    internal string AssemblyName => project.Descendants(Build + "AssemblyName").Single().Value;

    /// <summary>Names of assemblies of packages, with their versions, by the folder of their package.</summary>
    internal ILookup<string, string> Linked => project.Descendants(Build + "Reference").Where(reference => reference.Element(Build + "HintPath") is not null)
        .ToLookup(reference => reference.Element(Build + "HintPath")!.Value.Split('\\').SkipWhile(part => part != "packages").ElementAt(1), reference => NameAndVersion(reference.Attribute("Include")!.Value));

    /// <summary>The packages that are restored for it: name and exact version.</summary>
    internal (string Name, string Version)[] Packages =>
        [.. XDocument.Load(System.IO.Path.Combine(Folder, "packages.config")).Root!.Elements("package").Select(package => (package.Attribute("id")!.Value, package.Attribute("version")!.Value))];

    /// <summary>The projects whose assemblies are deployed with it.</summary>
    internal IEnumerable<DeviceProject> Brought => project.Descendants(Build + "ProjectReference")
        .Select(reference => new DeviceProject(System.IO.Path.Combine(Folder, reference.Attribute("Include")!.Value.Replace('\\', '/'))));

    /// <summary>This one and all that it brings, each once.</summary>
    internal IReadOnlyList<DeviceProject> All()
    {
        var all = new List<DeviceProject> { this };
        for (int i = 0; i < all.Count; i++)
        {
            all.AddRange(all[i].Brought.Where(brought => all.TrueForAll(known => known.Path != brought.Path)).ToArray());
        }
        return all;
    }

    private static string NameAndVersion(string include)
    {
        string[] parts = include.Split(',', StringSplitOptions.TrimEntries);
        return $"{parts[0]} {parts[1].Replace("Version=", "", StringComparison.Ordinal)}";
    }
}
