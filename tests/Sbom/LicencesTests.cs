using System.Text.Json.Nodes;

namespace FieldNode.Sbom.Tests;

/// <summary>Every licence of what ships is known and allowed. All of it comes from packages that a restore has put on this machine, and from licences.json: no network.</summary>
public sealed class LicencesTests
{
    private static readonly LicenceList Kept = LicenceList.Kept;

    [Fact]
    public void Every_package_that_the_tool_ships_has_a_licence_that_is_allowed()
    {
        (string Name, string Version)[] packages = Sources.ToolDeps.Of("package");

        Assert.True(packages.Length > 10, $"{packages.Length} packages in the tool's deps.json");
        Assert.All(packages, package =>
        {
            string? licence = PackageLicence.Of(package.Name, package.Version, PackageLicence.Folder, Kept, out string why);
            Assert.True(licence is not null, $"{package.Name} {package.Version}: licence unknown, {why}");
            Assert.True(Kept.Refused(licence) is [], $"{package.Name} {package.Version}: {licence} is not in tools/sbom/licences.json");
        });
    }

    [Fact]
    public void Every_package_of_every_device_project_has_one_too()
    {
        string[] projects = [.. Directory.EnumerateFiles(Path.Combine(Sources.Root, "boards"), "*.nfproj", SearchOption.AllDirectories)];

        Assert.True(projects.Length >= 9, $"{projects.Length} device projects");
        Assert.All(projects.SelectMany(project => new DeviceProject(project).Packages).Distinct(), package =>
        {
            string? licence = PackageLicence.Of(package.Name, package.Version, PackageLicence.Folder, Kept, out string why);
            Assert.True(licence is not null, $"{package.Name} {package.Version}: licence unknown, {why}");
            Assert.Empty(Kept.Refused(licence));
        });
    }

    /// <summary>A package whose licence nobody allowed ends it, in whatever form it says so.</summary>
    [Theory]
    [InlineData("<license type=\"expression\">SSPL-1.0</license>")]
    [InlineData("<license type=\"expression\">MIT AND GPL-3.0-only</license>")]
    [InlineData("<license type=\"expression\">AGPL-3.0-only OR LicenseRef-Commercial</license>")]
    [InlineData("<license type=\"expression\">Apache-2.0 AND (MIT OR GPL-2.0-only)</license>")]
    public void A_licence_that_nobody_allowed_is_refused(string licence)
    {
        using var folder = new PackageFolder("Planted", "1.0.0", licence);

        string? found = PackageLicence.Of("Planted", "1.0.0", folder.Path, Kept, out _);

        Assert.NotNull(found);
        Assert.NotEmpty(Kept.Refused(found));
    }

    [Theory]
    [InlineData("", "names no licence")]
    [InlineData("<licenseUrl>https://example.org/licence</licenseUrl>", "names no licence")]
    [InlineData("<license type=\"file\">LICENSE</license>", "is the file LICENSE")]
    public void A_package_that_does_not_say_its_licence_is_not_guessed_at(string licence, string why)
    {
        using var folder = new PackageFolder("Planted", "1.0.0", licence, "Permission is hereby granted");

        Assert.Null(PackageLicence.Of("Planted", "1.0.0", folder.Path, Kept, out string said));
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_is_neither_restored_nor_held_is_unknown()
    {
        Assert.Null(PackageLicence.Of("Planted", "1.0.0", Path.GetTempPath(), Kept, out string why));
        Assert.Contains("neither", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_licence_file_of_another_text_than_the_one_that_was_read_is_not_taken()
    {
        using var folder = new PackageFolder("MQTTnet", "9.9.9", "<license type=\"file\">LICENSE</license>", "All rights reserved");

        Assert.Null(PackageLicence.Of("MQTTnet", "9.9.9", folder.Path, Kept, out string why));
        Assert.Contains("another text", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<license type=\"file\">LICENSE</license>", "is not there")]
    [InlineData("<license type=\"file\">docs/LICENSE</license>", "is not there")]
    [InlineData("", "names no licence file")]
    public void A_licence_file_that_is_not_there_was_not_read(string licence, string said)
    {
        using var folder = new PackageFolder("MQTTnet", "9.9.9", licence);

        Assert.Null(PackageLicence.Of("MQTTnet", "9.9.9", folder.Path, Kept, out string why));
        Assert.Contains(said, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MS-PL OR Apache-2.0")]
    [InlineData("(MIT)")]
    [InlineData("MIT AND BSD-3-Clause")]
    public void A_choice_with_one_that_is_allowed_and_a_sum_of_those_are(string expression) => Assert.Empty(Kept.Refused(expression));

    [Fact]
    public void Each_entry_of_the_list_says_why_and_where_and_is_needed()
    {
        Assert.All(Kept.Allowed, allowed => Assert.NotEmpty(allowed.Why));
        Assert.Equal(Kept.Allowed.Length, Kept.Allowed.Select(allowed => allowed.Id).Distinct().Count());
        Assert.All(Kept.Held, held => Assert.True(held.Source.Length > 0 && Kept.Refused(held.Licence) is [], held.Name));
        Assert.Equal(Kept.Held.Length, Kept.Held.Select(held => held.Name).Distinct().Count());
        (string Name, string Licence)[] parts = [.. Parts()];
        Assert.Empty(Kept.Held.Where(held => !parts.Any(part => Kept.Find(part.Name) == held)).Select(held => held.Name));
        Assert.Empty(Kept.Allowed.Select(allowed => allowed.Id).Except(parts.SelectMany(part => part.Licence.Split(" OR ").SelectMany(one => one.Split(" AND ")))));
    }

    /// <summary>Whatever ships, with its licence: the tool's packages, what is embedded in it, the device's packages and what lies below them.</summary>
    private static IEnumerable<(string Name, string Licence)> Parts()
    {
        foreach ((string name, string version) in Sources.ToolDeps.Of("package"))
        {
            yield return (name, PackageLicence.Of(name, version, PackageLicence.Folder, Kept, out _)!);
        }
        foreach (string name in ToolBom.Embedded)
        {
            yield return (name, Kept.Find(name)!.Licence);
        }
        foreach ((string image, string project) in DeviceBom.Images)
        {
            foreach (JsonObject part in SbomFile.Components(DeviceBom.Of(Sources.Root, image, project, Kept, PackageLicence.Folder)))
            {
                yield return (SbomFile.NameOf(part), SbomFile.LicenceOf(part)!);
            }
        }
        foreach ((string name, string version) in Directory.EnumerateFiles(Path.Combine(Sources.Root, "boards"), "*.nfproj", SearchOption.AllDirectories).SelectMany(project => new DeviceProject(project).Packages))
        {
            yield return (name, PackageLicence.Of(name, version, PackageLicence.Folder, Kept, out _)!);
        }
    }
}
