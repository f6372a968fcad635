using FieldNode.Cli.Provision;

namespace FieldNode.Cli;

/// <summary>
/// What assemblies for the device say of themselves: the order in which the runtime can load them, and the libraries of the board that they were built
/// against, each with its version.
/// </summary>
internal static class DeviceAssemblies
{
    private const string FactoryPrefix = "FieldNode.Factory.";
    private const string LoaderName = "Loader";

    /// <summary>Reads them.</summary>
    /// <param name="parts">Assemblies, each of which is whole.</param>
    /// <param name="told">Libraries that the board is said to have, or null: then those that they need are taken for it.</param>
    /// <returns>The parts in the order of loading, and the libraries by name.</returns>
    /// <exception cref="UserError">They do not go together, or not with these libraries.</exception>
    internal static (IReadOnlyList<BundlePart> InOrder, IReadOnlyList<BundleLibrary> Libraries) Of(IReadOnlyList<BundlePart> parts, IReadOnlyList<BundleLibrary>? told)
    {
        (BundlePart Part, FirmwareAssembly Own)[] all = [.. parts.Select(part => (part, FirmwareAssembly.Read(part.Content, 0)))];
        foreach (FirmwareAssembly one in all.Select(pair => pair.Own))
        {
            string? wrong = all.Count(other => other.Own.Name == one.Name) > 1 ? "it is there twice"
                : one.Name == LoaderName || one.Name.StartsWith(FactoryPrefix, StringComparison.Ordinal) ? "it is deployed at the bench, and never updated. A bundle has the firmware's own (boards/esp32, boards/rooms)"
                : null;
            Must(wrong is null, $"--assembly {one.Name}: {wrong}");
        }
        SortedDictionary<string, BundleLibrary> needed = Needed([.. all.Select(pair => pair.Own)], told);
        return (InOrder(all), told ?? [.. needed.Values]);
    }

    private static SortedDictionary<string, BundleLibrary> Needed(FirmwareAssembly[] all, IReadOnlyList<BundleLibrary>? told)
    {
        var needed = new SortedDictionary<string, BundleLibrary>(StringComparer.Ordinal);
        foreach ((FirmwareAssembly one, AssemblyReference reference) in all.SelectMany(one => one.References.Select(reference => (one, reference))))
        {
            string wants = $"{one.Name} was built against {reference.Name} {reference.Version}";
            if (all.FirstOrDefault(other => other.Name == reference.Name) is { } beside)
            {
                // The runtime links by name and the first two numbers.
                bool isIt = beside.Version.Major == reference.Version.Major && beside.Version.Minor == reference.Version.Minor;
                Must(isIt, $"--assembly {beside.Name}: it is {beside.Version}, and {wants}. Build both anew");
                continue;
            }
            Must(!reference.Name.StartsWith("FieldNode.", StringComparison.Ordinal), $"--assembly: {reference.Name} is missing. {wants}, and no board has that");
            if (told is not null)
            {
                BundleLibrary? has = told.FirstOrDefault(library => library.Name == reference.Name);
                Must(has is not null, $"--libraries: {reference.Name} is missing, and {wants}");
                Must(has!.Version == reference.Version, $"--libraries: {has.Name} {has.Version}, and {wants}");
            }
            if (needed.TryGetValue(reference.Name, out BundleLibrary? other))
            {
                Must(other.Version == reference.Version, $"--assembly: {wants}, and another one against {other.Version}. A board has one of them: build all anew");
            }
            needed[reference.Name] = new BundleLibrary(reference.Name, reference.Version);
        }
        return needed;
    }

    // Each behind all that it refers to, else as they were given.
    private static List<BundlePart> InOrder((BundlePart Part, FirmwareAssembly Own)[] all)
    {
        var left = all.ToList();
        var order = new List<BundlePart>();
        while (left.Count > 0)
        {
            int next = left.FindIndex(one => one.Own.References.All(reference => left.All(other => other.Own.Name == one.Own.Name || other.Own.Name != reference.Name)));
            Must(next >= 0, $"--assembly: {string.Join(", ", left.Select(one => one.Own.Name))} need each other, so none of them can be loaded first");
            order.Add(left[next].Part);
            left.RemoveAt(next);
        }
        return order;
    }

    private static void Must(bool isRight, string wrong)
    {
        if (!isRight)
        {
            throw new UserError(wrong, ExitStatus.Usage);
        }
    }
}
