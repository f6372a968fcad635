using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FieldNode.Lint.Tests;

/// <summary>The device code itself, as it was compiled against the profile in this build.</summary>
public sealed class DeviceBuild_Tests(ITestOutputHelper output)
{
    [Fact]
    public void The_device_code_has_no_findings()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);

        var findings = DeviceLint.Check(firmware);

        var summary = DeviceLint.Summary(firmware, findings);
        output.WriteLine(summary);
        Assert.True(findings.Count == 0, $"{summary}\n{string.Join("\n", findings)}");
        Assert.Equal("device lint: findings=0 listener_calls=0 udp_clients=dhcp,dns,sntp", summary);
    }

    [Fact]
    public void The_self_test_of_the_device_has_no_findings()
    {
        using var selfTest = DeviceAssembly.Open(Built.SelfTest, Built.Profile);

        Assert.Contains(selfTest.Types, t => t.FullName == "FieldNode.OnDevice.Device.Program");
        Assert.Empty(DeviceLint.Check(selfTest));
    }

    [Fact]
    public void The_loader_has_no_findings_and_one_assembly_is_enough_for_it()
    {
        using var loader = DeviceAssembly.Open(Built.Loader, Built.Profile);

        Assert.Contains(loader.Types, t => t.FullName == "FieldNode.Loader.BootChoice");
        Assert.Empty(DeviceLint.Check(loader));
        Assert.InRange(Images.ByteCode(loader).Values.Sum(), 1, Images.BytesMax);
    }

    /// <summary>A loader is never updated over the air, so what it calls by name has to be there in all firmware after it, under the same name.</summary>
    [Fact]
    public void What_the_loader_calls_by_name_is_in_the_firmware()
    {
        using var loader = DeviceAssembly.Open(Built.Loader, Built.Profile);
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);
        string NameOf(string constant) => (string)loader.Types.Single(t => t.FullName == "FieldNode.Esp32.Loader.SlotImages").Fields.Single(f => f.Name == constant).Constant;

        var program = firmware.Types.Single(t => t.FullName == NameOf("EntryClass"));
        var start = Assert.Single(program.Methods, m => m.Name == NameOf("EntryMethod")); // the runtime's GetMethod(name) takes the first

        Assert.Equal(("FieldNode.Esp32.Program", "Start"), (program.FullName, start.Name));
        Assert.True(program.IsPublic && start.IsPublic && start.IsStatic);
        Assert.Equal("System.Object[]", Assert.Single(start.Parameters).ParameterType.FullName);
    }

    /// <summary>Past this the metadata processor refuses the assembly, and nothing before it does.</summary>
    [Fact]
    public void Each_assembly_of_the_device_has_room_for_its_byte_code()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);
        using var selfTest = DeviceAssembly.Open(Built.SelfTest, Built.Profile);

        foreach (var (name, assembly) in new[] { ("firmware", firmware), ("self-test", selfTest) })
        {
            var bytes = Images.ByteCode(assembly);
            output.WriteLine(Images.Line(name, bytes));
            Assert.Equal(["FieldNode.Core", "FieldNode.Field", "FieldNode.Settings", "Firmware"], bytes.Keys);
            Assert.All(bytes.Values, b => Assert.InRange(b, 1, Images.BytesMax));
        }
    }

    [Fact]
    public void The_device_code_knows_no_library_but_the_core_library_and_the_profile()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);

        Assert.Equal(["Packages", "mscorlib"], firmware.Module.AssemblyReferences.Select(r => r.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_device_build_holds_the_rooms_and_their_line_numbers()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);

        var rooms = firmware.Types.Select(t => t.Namespace).Distinct().ToList();
        Assert.Contains("FieldNode.ProtoLite", rooms);
        Assert.Contains("FieldNode.Tags", rooms);
        Assert.Contains("FieldNode.Esp32", rooms);
        Assert.Contains(firmware.Methods, m => m.DebugInformation.HasSequencePoints);
    }

    /// <summary>
    /// A build that keeps locals for the debugger hides the sign bug from the lint: compare with a release of the same
    /// files.
    /// </summary>
    [Fact]
    public void The_device_build_is_the_IL_that_a_release_deploys()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);
        var options = new CSharpParseOptions(
            LanguageVersion.CSharp9, preprocessorSymbols: ["TRACE", "NANOFRAMEWORK_1_0"]);
        var trees = new[] { "proto-lite", "src", Path.Combine("boards", "esp32") }
            .SelectMany(room => Directory.EnumerateFiles(
                Path.Combine(Built.Sources, room), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.StartsWith(Path.Combine(Built.Sources, "src", "Loader"), StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(
                SourceText.From(File.ReadAllText(file), System.Text.Encoding.UTF8), options, file));
        using var released = Snippet.Emit(Snippet.Compilation(trees, OptimizationLevel.Release));

        Assert.Equal(SizesByMethod(released), SizesByMethod(firmware));
    }

    private static List<string> SizesByMethod(DeviceAssembly assembly) =>
    [
        .. assembly.Methods.Where(m => m.HasBody)
            .Select(m => $"{m.FullName}: {m.Body.Variables.Count} locals, {m.Body.Instructions.Count} instructions")
            .Order(StringComparer.Ordinal),
    ];
}
