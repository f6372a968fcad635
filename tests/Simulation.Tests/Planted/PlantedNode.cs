using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;

namespace FieldNode.Simulation.Tests.Planted;

/// <summary>
/// The whole simulation once more, in a load context of its own, with a bug planted in one of the shipped assemblies: its IL is changed before it is loaded.
/// What is not ours comes from the usual context.
/// </summary>
internal sealed class PlantedNode : AssemblyLoadContext
{
    private const string Ours = "FieldNode.";

    private readonly string folder = Path.GetDirectoryName(typeof(PlantedNode).Assembly.Location)!;
    private readonly Action<TypeDefinition> plant;
    private readonly string type;
    private readonly string assembly;

    private PlantedNode(string assembly, string type, Action<TypeDefinition> plant)
        : base(isCollectible: true)
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
    public static string? FirstViolation(int first, string assembly, string type, Action<TypeDefinition> plant)
    {
        var context = new PlantedNode(Ours + assembly, type, plant);
        try
        {
            Type set = context.LoadFromAssemblyName(new AssemblyName("FieldNode.Simulation")).GetType("FieldNode.Simulation.CiSet", throwOnError: true)!;
            return (string?)set.GetMethod("FirstViolation")!.Invoke(null, [first]);
        }
        finally
        {
            context.Unload();
        }
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
