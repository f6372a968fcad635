using System.Text.Json.Nodes;

namespace FieldNode.Cli.Import;

/// <summary>A register map of a common meter, as data (Profiles/*.json, built into the tool).</summary>
/// <param name="Name">Such as <c>eastron-sdm630</c>.</param>
/// <param name="Title">Maker and type.</param>
/// <param name="Maker">Maker.</param>
/// <param name="Models">Types that it was written for.</param>
/// <param name="Status">What it was tried on.</param>
/// <param name="Sources">Where the registers are from.</param>
/// <param name="Notes">What to know before using it.</param>
/// <param name="Tags">The tags as node.json has them.</param>
internal sealed record Profile(string Name, string Title, string Maker, IReadOnlyList<string> Models, string Status,
    IReadOnlyList<string> Sources, IReadOnlyList<string> Notes, IReadOnlyList<JsonObject> Tags);

/// <summary>The profiles.</summary>
internal static class ProfileBook
{
    private const string Prefix = "profile:";

    /// <summary>All of them, by name.</summary>
    internal static IReadOnlyList<Profile> All { get; } = [.. typeof(ProfileBook).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>A profile by its name.</summary>
    /// <exception cref="UserError">There is none of that name.</exception>
    internal static Profile Find(string name) => All.FirstOrDefault(profile => profile.Name == name)
        ?? throw new UserError($"profile {name}: not known; fieldnode profiles lists them", ExitStatus.Usage);

    private static Profile Read(string resource)
    {
        using var stream = typeof(ProfileBook).Assembly.GetManifestResourceStream(resource)!;
        JsonNode json = JsonNode.Parse(stream)!;
        return new Profile(Text(json, "profile"), Text(json, "title"), Text(json, "maker"), List(json, "models"), Text(json, "status"),
            List(json, "sources"), List(json, "notes"), [.. json["tags"]!.AsArray().Select(tag => tag!.AsObject())]);
    }

    private static string Text(JsonNode json, string member) => json[member]!.GetValue<string>();

    private static List<string> List(JsonNode json, string member) => [.. json[member]!.AsArray().Select(item => item!.GetValue<string>())];
}
