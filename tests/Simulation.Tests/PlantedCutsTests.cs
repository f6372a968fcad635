using FieldNode.Simulation.Tests.Planted;
using Mono.Cecil;

namespace FieldNode.Simulation.Tests;

/// <summary>The cuts are proven: with a bug in the IL of a shipped assembly one of them has to find it, and to say what is wrong.</summary>
public sealed class PlantedCutsTests(ITestOutputHelper output)
{
    private const string Update = "FieldNode.Update.";
    private const string TwoSlots = "updates in two slots";

    /// <summary>Only flash that loses the order of operations shows it.</summary>
    [Fact]
    public void Settings_are_let_go_of_in_the_write_behind_their_copy() =>
        Found("runs with settings", TwoSlots, "Update", Update + "SlotInstaller", type => type.Method("Settle").SkipsFirst("Keep", 1));

    private void Found(string by, string life, string assembly, string type, Action<TypeDefinition> plant)
    {
        string? said = PlantedNode.FirstCut(life, assembly, type, plant);
        output.WriteLine(said ?? "nothing");
        Assert.True(said?.Contains(by, StringComparison.OrdinalIgnoreCase), $"'{by}' is not in what was found: {said ?? "nothing"}");
    }
}
