using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FieldNode.Lint.Tests;

/// <summary>
/// The device projects, as far as a machine without the nanoFramework project system can judge them: what each needs is
/// restored, in one version, and the solution lists them without building them.
/// </summary>
public sealed class NanoProjects_Tests
{
    private static readonly XNamespace Build = "http://schemas.microsoft.com/developer/msbuild/2003";

    public static TheoryData<string> Projects => 
    [
        "boards/rooms/Core/Core.nfproj", "boards/rooms/Field/Field.nfproj", "boards/rooms/Settings/Settings.nfproj",
        "boards/esp32/Firmware.nfproj", "tests/OnDevice/SelfTest.nfproj",
    ];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_reference_comes_from_a_package_that_is_restored(string project)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Built.Sources, project))!;
        var restored = XDocument.Load(Path.Combine(folder, "packages.config")).Root!.Elements("package")
            .Select(p => $"{p.Attribute("id")!.Value}.{p.Attribute("version")!.Value}").ToHashSet();
        var used = XDocument.Load(Path.Combine(Built.Sources, project)).Descendants(Build + "HintPath")
            .Select(h => h.Value.Split('\\').SkipWhile(p => p != "packages").ElementAt(1)).ToHashSet();

        Assert.True(used.SetEquals(restored), $"only used or only restored: {string.Join(", ", used.Except(restored).Union(restored.Except(used)))}");
    }

    /// <summary>The device build knows all packages as one assembly; there each is one of its own.</summary>
    [Theory]
    [InlineData("boards/rooms/Core/Core.nfproj", false, "FieldNode.Core")]
    [InlineData("boards/rooms/Field/Field.nfproj", false, "FieldNode.Field")]
    [InlineData("boards/rooms/Settings/Settings.nfproj", false, "FieldNode.Settings")]
    [InlineData("boards/esp32/Firmware.nfproj", false, Images.Program)]
    [InlineData("tests/OnDevice/SelfTest.nfproj", true, Images.Program)]
    public void Every_type_of_a_package_comes_from_an_assembly_that_is_referenced(string project, bool isSelfTest, string image)
    {
        using var assembly = DeviceAssembly.Open(isSelfTest ? Built.SelfTest : Built.Firmware, Built.Profile);
        var referenced = XDocument.Load(Path.Combine(Built.Sources, project)).Descendants(Build + "Reference")
            .Select(r => r.Attribute("Include")!.Value.Split(',')[0]).ToHashSet();

        var used = PackageUse.Of(assembly, image);

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(referenced));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void The_language_stays_at_9(string project) => Assert.Equal(
        ["9.0"], XDocument.Load(Path.Combine(Built.Sources, project)).Descendants(Build + "LangVersion").Select(v => v.Value));

    /// <summary>With a Build.0 each `dotnet build` of the solution fails where the project system is not installed.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void The_solution_lists_it_and_does_not_build_it(string project)
    {
        var solution = File.ReadAllText(Path.Combine(Built.Sources, "Firmware.sln"));
        var entry = Regex.Match(solution, Regex.Escape(project.Replace('/', '\\')) + "\", \"(?<id>{[^}]+})\"");

        Assert.True(entry.Success);
        var id = entry.Groups["id"].Value;
        Assert.Contains($"{id}.Release|Any CPU.ActiveCfg", solution);
        Assert.DoesNotContain($"{id}.Release|Any CPU.Build.0", solution);
        Assert.DoesNotMatch(Regex.Escape(id) + @"\.[^=]*\.Build\.0", solution);
    }
}
