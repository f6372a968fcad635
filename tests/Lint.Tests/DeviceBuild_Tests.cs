namespace FieldNode.Lint.Tests;

/// <summary>The device code itself, as it was compiled against the profile in this build.</summary>
public sealed class DeviceBuild_Tests(ITestOutputHelper output)
{
    [Fact]
    public void The_device_code_has_no_findings()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);

        var findings = DeviceLint.Check(firmware);

        var summary = $"device lint: findings={findings.Count}";
        output.WriteLine(summary);
        Console.WriteLine(summary);
        Assert.True(findings.Count == 0, $"{summary}\n{string.Join("\n", findings)}");
    }

    [Fact]
    public void The_device_code_knows_no_library_but_the_profile()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);

        Assert.Equal(["mscorlib"], firmware.Module.AssemblyReferences.Select(r => r.Name));
    }

    [Fact]
    public void The_device_build_holds_the_rooms_and_their_line_numbers()
    {
        using var firmware = DeviceAssembly.Open(Built.Firmware, Built.Profile);

        var rooms = firmware.Types.Select(t => t.Namespace).Distinct().ToList();
        Assert.Contains("FieldNode.ProtoLite", rooms);
        Assert.Contains("FieldNode.Tags", rooms);
        Assert.Contains(firmware.Methods, m => m.DebugInformation.HasSequencePoints);
    }
}
