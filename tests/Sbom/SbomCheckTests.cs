using System.Text.Json.Nodes;

namespace FieldNode.Sbom.Tests;

/// <summary>What is wrong with a file is said, a line for each thing.</summary>
public sealed class SbomCheckTests
{
    private static JsonObject Sound(params SbomComponent[] parts) => SbomFile.Make(new SbomComponent("application", "product", "1.0.0", "MIT"), parts, "test");

    [Fact]
    public void A_sound_one_has_no_faults() => Assert.Empty(SbomCheck.Faults(Sound(SbomComponent.Package("A", "1.0.0", "MIT"), SbomComponent.Package("B", "1.0.0", "MS-PL OR Apache-2.0")), LicenceList.Kept));

    [Fact]
    public void An_unknown_licence_is_one_wherever_it_stands()
    {
        JsonObject bom = Sound(new SbomComponent("framework", "outer", "1", "MIT") { Inside = [SbomComponent.Package("inner", "1.0.0", "MIT")] });
        SbomFile.Components(bom).Last().Remove("licenses");

        Assert.StartsWith("inner 1.0.0: licence unknown", Assert.Single(SbomCheck.Faults(bom, LicenceList.Kept)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_licence_that_is_not_allowed_is_named_with_its_part() =>
        Assert.StartsWith("A 1.0.0: licence GPL-3.0-only is not allowed", Assert.Single(SbomCheck.Faults(Sound(SbomComponent.Package("A", "1.0.0", "GPL-3.0-only")), LicenceList.Kept)), StringComparison.Ordinal);

    [Fact]
    public void Two_of_one_reference_a_lost_one_and_an_empty_file_are_told()
    {
        JsonObject lost = Sound(SbomComponent.Package("A", "1.0.0", "MIT"));
        lost["components"]!.AsArray().Clear();

        Assert.Contains(SbomCheck.Faults(Sound(SbomComponent.Package("A", "1.0.0", "MIT"), SbomComponent.Package("A", "1.0.0", "MIT")), LicenceList.Kept), one => one.Contains("more than one", StringComparison.Ordinal));
        Assert.Contains(SbomCheck.Faults(lost, LicenceList.Kept), one => one.Contains("no components", StringComparison.Ordinal));
        Assert.Contains(SbomCheck.Faults(lost, LicenceList.Kept), one => one.Contains("pkg:nuget/A@1.0.0", StringComparison.Ordinal));
        Assert.NotEmpty(SbomCheck.Faults([], LicenceList.Kept));
    }

    [Fact]
    public void The_pinned_tool_is_the_one_that_the_schema_is_taken_from() =>
        Assert.EndsWith(Path.Combine("cyclonedx", "6.3.1", "tools", "net10.0", "any"), SchemaCheck.Folder(Sources.Root, "packages"), StringComparison.Ordinal);

    [Fact]
    public void Without_the_tool_it_says_how_to_get_it() =>
        Assert.Contains("dotnet tool restore", Assert.Throws<SbomError>(() => SchemaCheck.Faults("{}", Path.GetTempPath())).Message, StringComparison.Ordinal);
}
