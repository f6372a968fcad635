using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class LibraryListTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Device_projects_name_libraries_and_versions()
    {
        string one = Write("a.nfproj", """
            <Project>
                <Reference Include="mscorlib, Version=1.17.11.0, Culture=neutral, PublicKeyToken=c07d481e9758c731"><HintPath>x</HintPath></Reference>
                <Reference Include="System.Threading, Version=1.1.52.34401, Culture=neutral" />
            </Project>
            """);
        string two = Write("b.nfproj", """<Project><Reference Include="mscorlib, Version=1.17.11.0" /><Reference Include="A.B, Version=1.0.0.0" /></Project>""");

        Assert.Equal(["A.B 1.0.0.0", "System.Threading 1.1.52.34401", "mscorlib 1.17.11.0"], LibraryList.Read([one, two]).Select(l => $"{l.Name} {l.Version}"));
    }

    [Fact]
    public void Lines_do_as_well() =>
        Assert.Equal(["System.Net 1.11.60.0", "mscorlib 1.17.0.0"], LibraryList.Read([Write("l.txt", "mscorlib 1.17\r\n# none\n  System.Net\t1.11.60.0\n")]).Select(l => $"{l.Name} {l.Version}"));

    [Fact]
    public void Two_versions_of_one_library_are_told()
    {
        var told = Assert.Throws<UserError>(() => LibraryList.Read([Write("a", "x 1.0"), Write("b", "x 2.0")]));

        Assert.Contains("A board has one of them", told.Message);
    }

    [Fact]
    public void A_file_without_any_is_told() => Assert.Throws<UserError>(() => LibraryList.Read([Write("a", "hello")]));

    /// <summary>Those of this very firmware, which has to fit into an offer.</summary>
    [Fact]
    public void The_firmwares_own_projects_are_read()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Firmware.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        IReadOnlyList<BundleLibrary> libraries = LibraryList.Read([Path.Combine(root, "boards", "esp32", "Firmware.nfproj"), Path.Combine(root, "boards", "rooms", "Core", "Core.nfproj")]);

        Assert.Contains(new BundleLibrary("mscorlib", new Version(1, 17, 11, 0)), libraries);
        var content = new BundleContent
        {
            Board = "olimex-esp32-poe-iso-wrover", Version = "0.1.0", Sequence = 1, Expires = DateTimeOffset.UtcNow.AddDays(1), LoaderMin = 1, Libraries = libraries,
            Parts = [.. new[] { "FieldNode.Core", "FieldNode.Field", "FieldNode.Settings", "Firmware" }.Select(n => new BundlePart(BundlePartKind.Assembly, n, new byte[52_000]))],
        };
        BundleRules.Check(content, DateTimeOffset.UtcNow);
        TestContext.Current.TestOutputHelper!.WriteLine($"{libraries.Count} libraries, a manifest of {BundleWriter.Manifest(content).Length} bytes");
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
