using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class DeviceAssembliesTests
{
    private static readonly Version One = new(0, 1, 0, 0);
    private static readonly (string, Version) Core = ("mscorlib", new(1, 17, 11, 0));
    private static readonly (string, Version) Net = ("System.Net", new(1, 11, 60, 0));

    [Fact]
    public void Each_is_loaded_behind_what_it_needs_and_the_libraries_are_those_of_all()
    {
        (IReadOnlyList<BundlePart> order, IReadOnlyList<BundleLibrary> libraries) = DeviceAssemblies.Of(
        [
            Part("Firmware", Core, Net, ("FieldNode.Core", One), ("FieldNode.Field", One)), Part("FieldNode.Field", Core, ("FieldNode.Core", One)), Part("FieldNode.Core", Core),
        ], null);

        Assert.Equal(["FieldNode.Core", "FieldNode.Field", "Firmware"], order.Select(part => part.Name));
        Assert.Equal(["System.Net 1.11.60.0", "mscorlib 1.17.11.0"], libraries.Select(library => $"{library.Name} {library.Version}"));
    }

    [Fact]
    public void Those_that_need_nothing_of_each_other_stay_as_they_were_given() =>
        Assert.Equal(["B", "A", "C"], DeviceAssemblies.Of([Part("B", Core), Part("A", Core), Part("C", Core)], null).InOrder.Select(part => part.Name));

    [Fact]
    public void What_the_board_is_said_to_have_is_asked_for_whole()
    {
        BundleLibrary[] told = [new("mscorlib", new(1, 17, 11, 0)), new("System.Net", new(1, 11, 60, 0)), new("System.Threading", new(1, 1, 52, 1))];

        Assert.Equal(told, DeviceAssemblies.Of([Part("Firmware", Core, Net)], told).Libraries);
    }

    [Fact]
    public void A_library_that_the_board_has_not_or_in_another_version_is_named()
    {
        BundlePart[] parts = [Part("Firmware", Core, Net)];

        Assert.Equal("--libraries: System.Net is missing, and Firmware was built against System.Net 1.11.60.0",
            Told(parts, [new("mscorlib", new(1, 17, 11, 0))]));
        Assert.Equal("--libraries: System.Net 1.11.61.0, and Firmware was built against System.Net 1.11.60.0",
            Told(parts, [new("mscorlib", new(1, 17, 11, 0)), new("System.Net", new(1, 11, 61, 0))]));
    }

    [Fact]
    public void Two_assemblies_that_were_built_against_two_versions_of_a_library_are_named() =>
        Assert.Contains("B was built against mscorlib 1.17.12.0, and another one against 1.17.11.0", Told([Part("A", Core), Part("B", ("mscorlib", new(1, 17, 12, 0)))]));

    [Fact]
    public void An_assembly_of_another_version_beside_it_is_named() =>
        Assert.Contains("FieldNode.Core: it is 0.1.0.0, and Firmware was built against FieldNode.Core 0.2.0.0",
            Told([Part("FieldNode.Core", Core), Part("Firmware", Core, ("FieldNode.Core", new(0, 2, 0, 0)))]));

    [Fact]
    public void A_room_that_was_left_out_is_named() =>
        Assert.Contains("FieldNode.Core is missing. Firmware was built against FieldNode.Core 0.1.0.0", Told([Part("Firmware", Core, ("FieldNode.Core", One))]));

    [Theory]
    [InlineData("Loader")]
    [InlineData("FieldNode.Factory.Core")]
    public void What_the_bench_deploys_does_not_go_over_the_air(string name) => Assert.Contains("deployed at the bench", Told([Part(name, Core)]));

    [Fact]
    public void One_that_is_there_twice_and_a_circle_are_named()
    {
        Assert.Contains("A: it is there twice", Told([Part("A", Core), Part("A", Core)]));
        Assert.Contains("A, B need each other", Told([Part("A", ("B", One)), Part("B", ("A", One))]));
    }

    private static BundlePart Part(string name, params (string, Version)[] references) =>
        new(BundlePartKind.Assembly, name, PeFile.Make(name, One, 0, references));

    private static string Told(BundlePart[] parts, BundleLibrary[]? told = null) => Assert.Throws<UserError>(() => DeviceAssemblies.Of(parts, told)).Message;
}
