using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;

namespace FieldNode.Simulation.Tests.Planted;

/// <summary>
/// The whole simulation once more, in a load context of its own, with a bug planted in one of the shipped assemblies: its IL is changed before it is loaded.
/// What is not ours comes from the usual context. It is never unloaded: a context that can be is compiled otherwise than the node that ships, and a process of tests has room for some dozen.
/// </summary>
internal sealed class PlantedNode : AssemblyLoadContext
{
    private const string Ours = "FieldNode.";

    private readonly string folder = Path.GetDirectoryName(typeof(PlantedNode).Assembly.Location)!;
    private readonly Action<TypeDefinition> plant;
    private readonly string type;
    private readonly string assembly;

    private PlantedNode(string assembly, string type, Action<TypeDefinition> plant)
    {
        this.assembly = assembly;
        this.type = type;
        this.plant = plant;
    }

    /// <summary>Runs the CI set with a bug until it is found.</summary>
    /// <param name="first">The seed to begin with: one that is known to find it saves time.</param>
    /// <param name="assembly">Room, as Sparkplug.</param>
    /// <param name="type">Full name of the type that the bug is in.</param>
    /// <param name="plant">Changes its IL.</param>
    /// <returns>What the simulator says of it, or null: it was not found.</returns>
    public static string? FirstViolation(int first, string assembly, string type, Action<TypeDefinition> plant) => FirstViolation("CiSet", first, assembly, type, plant);

    /// <summary>Cuts the supply in one life, with a bug, until it is found.</summary>
    /// <param name="life">Its name.</param>
    /// <inheritdoc cref="FirstViolation(int, string, string, Action{TypeDefinition})"/>
    public static string? FirstCut(string life, string assembly, string type, Action<TypeDefinition> plant) => FirstViolation("CutRuns", life, assembly, type, plant);

    private static string? FirstViolation(string runs, object first, string assembly, string type, Action<TypeDefinition> plant)
    {
        var context = new PlantedNode(Ours + assembly, type, plant);
        Type set = context.LoadFromAssemblyName(new AssemblyName("FieldNode.Simulation")).GetType("FieldNode.Simulation." + runs, throwOnError: true)!;
        return (string?)set.GetMethod("FirstViolation")!.Invoke(null, [first]);
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName name)
    {
        string path = Path.Combine(folder, name.Name + ".dll");
        if (!name.Name!.StartsWith(Ours, StringComparison.Ordinal) || !File.Exists(path))
        {
            return null;
        }

        if (name.Name != assembly)
        {
            return LoadFromAssemblyPath(path);
        }

        using AssemblyDefinition definition = AssemblyDefinition.ReadAssembly(path);
        plant(definition.MainModule.GetType(type) ?? throw new ArgumentException($"{assembly} has no {type}"));
        using var changed = new MemoryStream();
        definition.Write(changed);
        changed.Position = 0;
        return LoadFromStream(changed);
    }
}
