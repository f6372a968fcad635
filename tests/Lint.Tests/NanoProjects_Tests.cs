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
        "boards/esp32/Firmware.nfproj", "tests/OnDevice/SelfTest.nfproj", "boards/esp32-loader/Loader.nfproj", "boards/factory/Core/Core.nfproj",
        "boards/factory/Field/Field.nfproj", "boards/factory/Settings/Settings.nfproj", "boards/factory/Firmware/Firmware.nfproj",
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
    [InlineData("boards/esp32-loader/Loader.nfproj", null, Images.Program)]
    public void Every_type_of_a_package_comes_from_an_assembly_that_is_referenced(string project, bool? isSelfTest, string image)
    {
        string built = isSelfTest switch { true => Built.SelfTest, false => Built.Firmware, null => Built.Loader };
        using var assembly = DeviceAssembly.Open(built, Built.Profile);
        var referenced = XDocument.Load(Path.Combine(Built.Sources, project)).Descendants(Build + "Reference")
            .Select(r => r.Attribute("Include")!.Value.Split(',')[0]).ToHashSet();

        var used = PackageUse.Of(assembly, image);

        Assert.NotEmpty(used);
        Assert.Empty(used.Except(referenced));
    }

    /// <summary>
    /// The factory firmware is the firmware under other names: the same files, packages and references. All that differs is what has to.
    /// </summary>
    [Theory]
    [InlineData("boards/rooms/Core", "boards/factory/Core", "Core")]
    [InlineData("boards/rooms/Field", "boards/factory/Field", "Field")]
    [InlineData("boards/rooms/Settings", "boards/factory/Settings", "Settings")]
    [InlineData("boards/esp32", "boards/factory/Firmware", "Firmware")]
    public void The_factory_firmware_is_the_firmware_under_other_names(string firmware, string factory, string name)
    {
        Assert.Equal(Content(firmware, name), Content(factory, name));
        Assert.Equal(File.ReadAllText(Path.Combine(Built.Sources, firmware, "packages.config")), File.ReadAllText(Path.Combine(Built.Sources, factory, "packages.config")));

        // Compiled files by full path; references by name; and no name that both have.
        static string[] Content(string folder, string name)
        {
            XDocument project = XDocument.Load(Path.Combine(Built.Sources, folder, name + ".nfproj"));
            string Full(string path) => string.Join(";", path.Split(';').Select(one => Path.GetFullPath(Path.Combine(Built.Sources, folder, one.Replace('\\', '/')))));
            Assert.Equal(folder.Contains("factory", StringComparison.Ordinal), project.Descendants(Build + "AssemblyName").Single().Value.StartsWith("FieldNode.Factory.", StringComparison.Ordinal));
            return
            [
                .. project.Descendants(Build + "Compile").Select(c => Full(c.Attribute("Include")!.Value) + " but " + (c.Attribute("Exclude") is { } but ? Full(but.Value) : "")),
                .. project.Descendants(Build + "Reference").Select(r => r.Attribute("Include")!.Value + " " + Full(r.Element(Build + "HintPath")!.Value)),
                .. project.Descendants(Build + "ProjectReference").Select(r => Path.GetFileName(r.Attribute("Include")!.Value.Replace('\\', '/'))),
            ];
        }
    }

    /// <summary>The runtime finds an assembly by its name: one of a slot must be no other's.</summary>
    [Fact]
    public void No_two_projects_make_an_assembly_of_one_name()
    {
        string[] names = [.. Projects.Select(project => XDocument.Load(Path.Combine(Built.Sources, project.Data)).Descendants(Build + "AssemblyName").Single().Value)];

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names.Length, Projects.Select(project => XDocument.Load(Path.Combine(Built.Sources, project.Data)).Descendants(Build + "ProjectGuid").Single().Value).Distinct().Count());
    }

    /// <summary>With two of them the runtime would begin in either.</summary>
    [Fact]
    public void Of_what_is_deployed_with_the_loader_nothing_else_has_an_entry_point()
    {
        string TypeOf(string project) => XDocument.Load(Path.Combine(Built.Sources, project)).Descendants(Build + "OutputType").Single().Value;
        XDocument loader = XDocument.Load(Path.Combine(Built.Sources, "boards/esp32-loader/Loader.nfproj"));
        string[] linked = [.. loader.Descendants(Build + "ProjectReference").Select(r => Path.GetFullPath(Path.Combine(Built.Sources, "boards/esp32-loader", r.Attribute("Include")!.Value.Replace('\\', '/'))))];

        Assert.Equal("Exe", TypeOf("boards/esp32-loader/Loader.nfproj"));
        Assert.Equal(4, linked.Length);
        Assert.All(linked, project => Assert.Equal("Library", TypeOf(project)));
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
