using System.Security.Cryptography;
using System.Xml.Linq;

namespace FieldNode.Sbom;

/// <summary>The licence of a NuGet package, as its folder says it. It needs no network: a restore has put the folder there.</summary>
internal static class PackageLicence
{
    /// <summary>The SPDX expression; or null with the reason in words.</summary>
    internal static string? Of(string name, string version, string packages, LicenceList list, out string why)
    {
        string folder = Path.Combine(packages, name.ToLowerInvariant(), version.ToLowerInvariant());
        string nuspec = Path.Combine(folder, name.ToLowerInvariant() + ".nuspec");
        if (!File.Exists(nuspec))
        {
            HeldLicence? known = list.Find(name);
            why = known is null ? $"neither {nuspec} nor licences.json has it" : "";
            return known?.Licence;
        }
        XElement? licence = XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license");
        if (licence?.Attribute("type")?.Value == "expression")
        {
            why = "";
            return licence.Value.Trim();
        }
        HeldLicence? held = list.Find(name);
        if (held is null)
        {
            why = licence is null ? "its nuspec names no licence: read it and add it to tools/sbom/licences.json" : $"its licence is the file {licence.Value.Trim()}: read it and add it to tools/sbom/licences.json";
            return null;
        }
        string file = Path.Combine(folder, licence?.Value.Trim() ?? "");
        if (held.Sha256 is not null && !File.Exists(file))
        {
            why = $"{(licence is null ? $"{nuspec} names no licence file" : $"{file} is not there")}, and tools/sbom/licences.json has the sum of one: read what the package has instead";
            return null;
        }
        if (held.Sha256 is { } sum && !sum.Equals(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), StringComparison.Ordinal))
        {
            why = $"{file} is another text than the one that was read for tools/sbom/licences.json";
            return null;
        }
        why = "";
        return held.Licence;
    }

    /// <summary>Where a restore puts packages on this machine.</summary>
    internal static string Folder => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
        ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
