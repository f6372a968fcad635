using System.Reflection;
using FieldNode.Cli.Provision;

namespace FieldNode.Tools.Tests;

public sealed class FirmwareImageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-firmware-").FullName;

    [Fact]
    public void The_real_core_library_is_read_and_its_sums_are_right()
    {
        byte[] file = File.ReadAllBytes(CoreLibrary());
        FirmwareAssembly core = FirmwareAssembly.Read(file, 0);
        Assert.Equal(("mscorlib", new Version(1, 17, 11, 0), 0x1549C856u, file.Length), (core.Name, core.Version, core.NativeChecksum, core.Bytes));
        Assert.Empty(core.References);
    }

    [Fact]
    public void Any_bit_that_is_turned_is_found()
    {
        byte[] file = PeFile.Make("System.Net", new(1, 2, 3, 4), 7, ("mscorlib", new(1, 17, 11, 0)));
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(!FirmwareAssembly.IsAt(damaged, 0) || Record.Exception(() => FirmwareAssembly.Read(damaged, 0)) is FormatException, $"bit {bit}");
        }
    }

    [Fact]
    public void A_whole_image_has_no_fault_and_tells_its_version()
    {
        FirmwareImage image = Image(PeFile.Program());
        Assert.Empty(image.Faults(Pin(0x11112222), 1 << 20));
        Assert.Equal(("0.1.0", 3), (image.Version, image.Assemblies.Count));
    }

    [Fact]
    public void What_would_keep_it_from_running_is_said_all_at_once()
    {
        byte[][] parts = [.. PeFile.Program(0x33334444)[1..], PeFile.Make("System.Net", new(1, 12, 0, 0), 0)];
        string[] faults = [.. Image(parts).Faults(Pin(0x11112222), 100)];
        Assert.Contains(faults, fault => fault.Contains("the partition has 100"));
        Assert.Contains("System.Net is there 2 times", faults);
        Assert.Contains("mscorlib is missing: System.Net needs it", faults);
        Assert.Contains("System.Net wants native methods 0x33334444, and T 1 has 0x11112222", faults);
    }

    [Fact]
    public void An_image_with_a_loader_has_the_factory_firmware_behind_it_and_no_other_program()
    {
        byte[] core = PeFile.Program()[0];
        byte[] factory = PeFile.Make("FieldNode.Factory.Firmware", new(0, 2, 0, 0), 0, ("mscorlib", new(1, 17, 11, 0)));
        byte[] loader = PeFile.Make("Loader", new(0, 1, 0, 0), 0, ("FieldNode.Factory.Firmware", new(0, 2, 0, 0)));
        FirmwareImage image = Image([core, factory, loader]);
        Assert.Empty(image.Faults(null, null));
        Assert.Equal(("0.2.0", true), (image.Version, image.HasLoader));
        Assert.Contains("FieldNode.Factory.Firmware is missing: Loader needs it", Image([core, loader]).Faults(null, null));
        Assert.Contains("Loader and Firmware are both there: the runtime would start either of them", Image([core, factory, loader, PeFile.Program()[2]]).Faults(null, null));
        Assert.Contains("Loader or Firmware is missing: nothing would start", Image([core]).Faults(null, null));
        Assert.False(Image(PeFile.Program()).HasLoader);
    }

    [Fact]
    public void The_runtime_links_by_the_first_two_numbers_of_a_version()
    {
        byte[][] Parts(Version needed) => [PeFile.Program()[0], PeFile.Make("Firmware", new(0, 1, 0, 0), 0, ("mscorlib", needed))];
        Assert.Empty(Image(Parts(new(1, 17, 4, 0))).Faults(null, null));
        Assert.Contains("Firmware needs mscorlib 1.16.11.0, and 1.17.11.0 is there", Image(Parts(new(1, 16, 11, 0))).Faults(null, null));
    }

    [Theory]
    [InlineData(1, "is cut off or damaged")]
    [InlineData(200, "the header of an assembly is cut off")]
    public void A_file_that_is_cut_off_is_no_image(int bytes, string expected)
    {
        byte[] whole = FirmwareImage.Join(Files(PeFile.Program()));
        byte[] last = PeFile.Program()[^1];
        string file = Write("cut.bin", whole[..^(bytes == 1 ? 1 : last.Length - 60)]);
        Assert.Contains(expected, Assert.Throws<Cli.UserError>(() => FirmwareImage.Read(file)).Message);
    }

    [Fact]
    public void What_follows_the_assemblies_must_be_filling()
    {
        byte[] whole = FirmwareImage.Join(Files(PeFile.Program()));
        Assert.Equal(3, FirmwareImage.Read(Write("filled.bin", [.. whole, .. new byte[512]])).Assemblies.Count);
        Assert.Throws<Cli.UserError>(() => FirmwareImage.Read(Write("more.bin", [.. whole, 1, 2, 3, 4])));
        Assert.Throws<Cli.UserError>(() => FirmwareImage.Read(Write("none.bin", new byte[64])));
    }

    [Fact]
    public void Joined_the_program_comes_last_and_each_is_filled_to_four_bytes()
    {
        FirmwareImage image = FirmwareImage.Read(Write("joined.bin", FirmwareImage.Join(Files(PeFile.Program()))));
        Assert.Equal("Firmware", image.Assemblies[^1].Name);
        Assert.Equal(0, image.Bytes % 4);
    }

    [Fact]
    public async Task The_verb_joins_checks_and_pins()
    {
        Files(PeFile.Program());
        Assert.Equal(0, await RunAsync("firmware", "join", folder, "-o", At("Firmware.bin")));
        Assert.Equal(0, await RunAsync("firmware", "check", At("Firmware.bin"), "--board", "esp32-s3-n16r8"));
        File.WriteAllText(At("T-1.zip"), "package");
        File.WriteAllText(At("natives.json"), """{ "mscorlib": "0x1549C856" }""");
        Assert.Equal(0, await RunAsync("firmware", "pin", "--target", "T", "--version", "1", "--package", At("T-1.zip"), "--natives", At("natives.json"), "-o", At("pin.json")));
        Assert.Equal(1, await RunAsync("firmware", "check", At("Firmware.bin"), "--runtime", At("pin.json")));
        Assert.Contains("System.Net wants native methods 0x11112222, and T 1 has none", output.ToString());
    }

    [Fact]
    public void The_natives_of_July_2026_are_checksums_and_name_the_core_librarys()
    {
        string root = Root();
        IReadOnlyDictionary<string, string> natives = RuntimePin.ReadNatives(Path.Combine(root, "boards", "esp32", "natives.json"));
        Assert.Equal("0x1549C856", natives["mscorlib"]);
        Assert.True(natives.Count > 15);
    }

    [Theory]
    [InlineData("olimex-esp32-poe-iso-wrover")]
    [InlineData("esp32-s3-n16r8")]
    public void Targets_addresses_and_sizes_are_those_of_the_boards_pages(string board)
    {
        BoardTarget target = BoardTarget.Of(board);
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "boards", board + ".md"));
        Assert.Contains($"`{target.Target}`", page);
        Assert.Contains($"`0x{target.DeployAddress:X}`, {target.DeployBytes / 1024} KB", page);
    }

    private readonly StringWriter output = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<int> RunAsync(params string[] words) => Cli.CommandLine.RunAsync(words, output, output, TestContext.Current.CancellationToken);

    private string At(string name) => Path.Combine(folder, name);

    private string Write(string name, byte[] content)
    {
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    private List<string> Files(byte[][] parts) => [.. parts.Select((part, i) => Write($"{(i == parts.Length - 1 ? "Firmware" : "part" + i)}.pe", part))];

    private FirmwareImage Image(byte[][] parts)
    {
        var image = new MemoryStream();
        foreach (byte[] part in parts)
        {
            image.Write(part);
        }
        return FirmwareImage.Read(Write("image.bin", image.ToArray()));
    }

    private static RuntimePin Pin(uint net) => new()
    {
        Target = "T", Version = "1", Package = "", Sha256 = "",
        Natives = new Dictionary<string, string> { ["mscorlib"] = "0x1549C856", ["System.Net"] = $"0x{net:X8}" },
    };

    private static string CoreLibrary()
    {
        string? path = typeof(FirmwareImageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(one => one.Key == "CoreLibrary")?.Value;
        Assert.SkipUnless(File.Exists(path), "the package nanoFramework.CoreLibrary is not restored");
        return path;
    }

    private static string Root()
    {
        string at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Firmware.sln")))
        {
            at = Path.GetDirectoryName(at)!;
        }
        return at;
    }
}
