using System.Text.Json.Nodes;

namespace FieldNode.Sbom.Tests;

/// <summary>The SBOM of a device image has what the image links, in its exact version, and nothing else.</summary>
public sealed class DeviceBomTests
{
    public static TheoryData<string, string> Images => new(DeviceBom.Images.Select(image => (image.Name, image.Project)));

    private static JsonObject Make(string name, string project) => DeviceBom.Of(Sources.Root, name, project, LicenceList.Kept, PackageLicence.Folder);

    [Theory]
    [MemberData(nameof(Images))]
    public void It_is_sound_and_every_licence_is_known(string name, string project) => Assert.Empty(SbomCheck.Faults(Make(name, project), LicenceList.Kept));

    [Theory]
    [MemberData(nameof(Images))]
    public void Its_packages_are_those_that_are_restored_in_their_exact_versions(string name, string project)
    {
        string[] restored = [.. new DeviceProject(Path.Combine(Sources.Root, project)).Packages.Select(package => $"pkg:nuget/{package.Name}@{package.Version}").Order(StringComparer.Ordinal)];

        Assert.Equal(restored, SbomFile.Components(Make(name, project)).Select(one => (string?)one["purl"]).OfType<string>().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Each_assembly_that_the_projects_link_is_named_at_its_package(string name, string project)
    {
        string[] linked = [.. new DeviceProject(Path.Combine(Sources.Root, project)).All().SelectMany(one => one.Linked.SelectMany(package => package)).Distinct().Order(StringComparer.Ordinal)];
        string[] named =
        [
            .. SbomFile.Components(Make(name, project)).SelectMany(one => one["properties"] as JsonArray ?? []).Where(one => (string?)one?["name"] == "fieldnode:assembly")
                .Select(one => (string)one!["value"]!).Order(StringComparer.Ordinal),
        ];

        Assert.True(linked.Length > 40, $"{linked.Length} assemblies");
        Assert.Equal(linked, named);
    }

    /// <summary>Every assembly of a package that the device code is compiled against is in it.</summary>
    [Fact]
    public void What_the_device_code_is_compiled_against_is_in_it()
    {
        string[] compiled = [.. Directory.EnumerateFiles(Path.Combine(Sources.Root, "boards/profile/Packages"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)!)];
        string[] linked = [.. new DeviceProject(Path.Combine(Sources.Root, DeviceBom.Images[0].Project)).All().SelectMany(one => one.Linked.SelectMany(package => package)).Select(one => one.Split(' ')[0]).Distinct()];

        Assert.NotEmpty(compiled);
        Assert.Empty(compiled.Except(linked));
    }

    [Theory]
    [InlineData("boards/esp32/Firmware.nfproj", new[] { "Firmware", "FieldNode.Core", "FieldNode.Field", "FieldNode.Settings" })]
    [InlineData("boards/esp32-loader/Loader.nfproj", new[] { "FieldNode.Factory.Core", "FieldNode.Factory.Field", "FieldNode.Factory.Settings", "FieldNode.Factory.Firmware" })]
    public void Our_own_assemblies_are_those_that_are_deployed(string project, string[] some)
    {
        string[] own = [.. SbomFile.Components(Make("image", project)).Where(one => one["purl"] is null && (string?)one["version"] == DeviceBom.VersionOf(Sources.Root)).Select(SbomFile.NameOf)];

        Assert.Subset(own.ToHashSet(), some.ToHashSet());
        Assert.Equal(new DeviceProject(Path.Combine(Sources.Root, project)).All().Count, own.Length);
    }

    /// <summary>The schema allows addresses only.</summary>
    [Fact]
    public void Each_reference_to_a_licence_is_an_address()
    {
        string[] addresses = [.. SbomFile.Components(Make("image", DeviceBom.Images[0].Project)).SelectMany(one => one["externalReferences"] as JsonArray ?? []).Select(one => (string)one!["url"]!)];

        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.True(Uri.IsWellFormedUriString(address, UriKind.Absolute), address));
    }

    [Fact]
    public void The_runtime_below_is_told_with_what_is_known_of_it()
    {
        JsonObject[] all = [.. SbomFile.Components(Make("image", DeviceBom.Images[0].Project))];
        string[] parts = ["nanoFramework nf-interpreter (nanoCLR)", "ESP-IDF", "mbedTLS", "lwIP", "FreeRTOS kernel", "littlefs"];

        Assert.All(parts, part => Assert.Contains(all, one => SbomFile.NameOf(one) == part && one["properties"] is JsonArray { Count: > 0 }));
        Assert.Contains(all.SelectMany(one => one["properties"] as JsonArray ?? []), one => (string?)one?["name"] == "fieldnode:native:System.Net");
    }

    [Fact]
    public void A_package_of_which_nobody_knows_the_licence_stops_it()
    {
        LicenceList without = LicenceList.Kept with { Held = [.. LicenceList.Kept.Held.Where(held => held.Name != "nanoFramework.Json")] };

        SbomError error = Assert.Throws<SbomError>(() => DeviceBom.Of(Sources.Root, "image", DeviceBom.Images[0].Project, without, PackageLicence.Folder));
        Assert.StartsWith("nanoFramework.Json 2.", error.Message, StringComparison.Ordinal);
    }
}
