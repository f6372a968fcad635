using System.Text.Json.Nodes;

namespace FieldNode.Sbom.Tests;

/// <summary>The SBOM of the tool has what its deps.json loads, whatever the CycloneDX tool found.</summary>
public sealed class ToolBomTests
{
    private static readonly (string Name, string Version)[] Shipped = Sources.ToolDeps.Of("package");

    /// <summary>What the CycloneDX tool would find: packages without a licence, some that do not ship.</summary>
    private static JsonObject Found(IEnumerable<(string Name, string Version)> packages) => new()
    {
        ["bomFormat"] = "CycloneDX",
        ["specVersion"] = "1.6",
        ["metadata"] = new JsonObject(),
        ["components"] = new JsonArray([.. packages.Select(one => (JsonNode)new JsonObject { ["type"] = "library", ["bom-ref"] = $"pkg:nuget/{one.Name}@{one.Version}", ["name"] = one.Name, ["version"] = one.Version })]),
    };

    private static JsonObject Make(JsonObject found, TextWriter? log = null) => ToolBom.Of(found, Sources.ToolDeps, "1.2.3", LicenceList.Kept, PackageLicence.Folder, log ?? TextWriter.Null);

    [Fact]
    public void It_has_what_ships_and_our_own_assemblies_each_with_its_licence()
    {
        JsonObject bom = Make(Found(Shipped));

        Assert.Empty(SbomCheck.Faults(bom, LicenceList.Kept));
        string[] names = [.. SbomFile.Components(bom).Select(SbomFile.NameOf)];
        Assert.Empty(Shipped.Select(one => one.Name).Except(names));
        Assert.Contains("FieldNode.Virtual", names);
        Assert.Equal("fieldnode", (string?)bom["metadata"]!["component"]!["name"]);
    }

    [Fact]
    public void What_does_not_ship_is_left_out_and_said()
    {
        var log = new StringWriter();

        JsonObject bom = Make(Found(Shipped.Append(("Grpc.Tools", "2.85.0"))), log);

        Assert.DoesNotContain(SbomFile.Components(bom), one => SbomFile.NameOf(one) == "Grpc.Tools");
        Assert.Contains("does not ship: Grpc.Tools 2.85.0", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ships_and_was_not_found_stops_it_and_so_does_another_version()
    {
        SbomError missing = Assert.Throws<SbomError>(() => Make(Found(Shipped.Where(one => one.Name != "MQTTnet"))));
        SbomError other = Assert.Throws<SbomError>(() => Make(Found(Shipped.Select(one => one.Name == "MQTTnet" ? (one.Name, "1.0.0") : one))));

        Assert.Contains("MQTTnet", missing.Message, StringComparison.Ordinal);
        Assert.Contains("MQTTnet", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_runtime_within_one_file_is_a_part_of_it()
    {
        JsonObject deps = JsonNode.Parse("""
            { "runtimeTarget": { "name": "net10.0/linux-x64" },
              "targets": { "net10.0/linux-x64": { "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "runtime": { "System.Private.CoreLib.dll": {} } } } },
              "libraries": { "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "type": "runtimepack" } } }
            """)!.AsObject();
        using var folder = new PackageFolder("Microsoft.NETCore.App.Runtime.linux-x64", "10.0.12", "<license type=\"expression\">MIT</license>");

        JsonObject bom = ToolBom.Of(Found([]), new DepsFile(deps), "1.2.3", LicenceList.Kept, folder.Path, TextWriter.Null);

        Assert.Contains(SbomFile.Components(bom), one => (string?)one["purl"] == "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.12");
    }

    [Fact]
    public void An_assembly_that_no_library_loads_is_a_stranger()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fieldnode-sbom-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "MQTTnet.dll"), "");
            File.WriteAllText(Path.Combine(folder.FullName, "Stranger.dll"), "");
            File.WriteAllText(Path.Combine(folder.FullName, "fieldnode.dll"), "");

            Assert.Equal(["Stranger.dll"], ToolBom.Strangers(folder.FullName, Sources.ToolDeps));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
