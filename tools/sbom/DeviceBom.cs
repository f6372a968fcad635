using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace FieldNode.Sbom;

/// <summary>
/// The SBOM of what is deployed on a board, made from its projects: own assemblies, the packages that they link, and the runtime image below,
/// as far as it can be stated. The packages themselves need not be there, and no network.
/// </summary>
internal static class DeviceBom
{
    /// <summary>What can be deployed: the firmware alone, and the loader with the factory firmware.</summary>
    internal static readonly (string Name, string Project)[] Images =
    [
        ("FieldNode firmware for ESP32", "boards/esp32/Firmware.nfproj"), ("FieldNode loader and factory firmware for ESP32", "boards/esp32-loader/Loader.nfproj"),
    ];

    internal static JsonObject Of(string root, string name, string project, LicenceList list, string packages)
    {
        string version = VersionOf(root);
        IReadOnlyList<DeviceProject> projects = new DeviceProject(Path.Combine(root, project)).All();
        SbomComponent[] own = [.. projects.Select(one => new SbomComponent("library", one.AssemblyName, version, "MIT"))];
        SbomComponent[] linked = [.. PackagesOf(projects, list, packages)];
        SbomComponent runtime = Runtime(root, list);
        var whole = new SbomComponent("firmware", name, version, "MIT");
        return SbomFile.Make(whole, [.. own, .. linked, runtime], "FieldNode.Sbom");
    }

    private static IEnumerable<SbomComponent> PackagesOf(IReadOnlyList<DeviceProject> projects, LicenceList list, string packages)
    {
        foreach (IGrouping<string, (string Name, string Version)> package in projects.SelectMany(one => one.Packages).Distinct().GroupBy(one => one.Name).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            string version = package.Count() == 1 ? package.Single().Version : throw new SbomError($"{package.Key}: two versions, {string.Join(" and ", package.Select(one => one.Version))}; give all device projects the same");
            string licence = PackageLicence.Of(package.Key, version, packages, list, out string why) ?? throw new SbomError($"{package.Key} {version}: licence unknown, {why}");
            string folder = $"{package.Key}.{version}";
            string[] assemblies = [.. projects.SelectMany(one => one.Linked[folder]).Distinct().Order(StringComparer.Ordinal)];
            yield return SbomComponent.Package(package.Key, version, licence) with
            {
                ReadIn = list.Find(package.Key)?.Source, Properties = [.. assemblies.Select(assembly => ("fieldnode:assembly", assembly))],
            };
        }
    }

    /// <summary>The image that nanoff writes. It is not built here, so its version is what the packages demand; the bench's record has the one that was written.</summary>
    private static SbomComponent Runtime(string root, LicenceList list)
    {
        JsonObject natives = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "boards/esp32/natives.json")))!.AsObject();
        SbomComponent Part(string name, string? version, string what) => new("library", name, version, (list.Find(name) ?? throw new SbomError($"{name}: licence unknown; add it to tools/sbom/licences.json")).Licence)
        {
            ReadIn = list.Find(name)!.Source, Properties = [("fieldnode:known", what)],
        };
        const string Within = "comes with ESP-IDF; version as in that release of it";
        SbomComponent idf = Part("ESP-IDF", "5.5.4", "the version that nf-interpreter of 2026-07-24 builds with") with
        {
            Inside = [Part("mbedTLS", null, Within), Part("lwIP", null, Within), Part("FreeRTOS kernel", null, Within), Part("Newlib", null, Within), Part("wpa_supplicant", null, Within)],
        };
        return Part("nanoFramework nf-interpreter (nanoCLR)", "1.17", "not built here: firmware of July 2026 or later, as the checksums of natives demand; the exact version is in the bench's record of a node") with
        {
            Type = "framework",
            Properties =
            [
                ("fieldnode:known", "not built here: firmware of July 2026 or later, as the checksums of natives demand; the exact version is in the bench's record of a node"),
                .. natives.Select(native => ($"fieldnode:native:{native.Key}", native.Value!.GetValue<string>())),
            ],
            Inside = [idf, Part("littlefs", null, "by way of esp_littlefs; version as the build took it")],
        };
    }

    internal static string VersionOf(string root) => XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("Version").Single().Value;
}
