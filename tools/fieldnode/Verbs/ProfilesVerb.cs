using System.CommandLine;
using System.Text.Json;
using FieldNode.Cli.Import;

namespace FieldNode.Cli;

/// <summary><c>fieldnode profiles</c>: the register maps that come with the tool.</summary>
internal static class ProfilesVerb
{
    internal const string Examples = """
        Examples:
          fieldnode profiles
          fieldnode profiles show eastron-sdm630
          fieldnode import --profile eastron-sdm630 --config node.json --device Meter1 --line line1 --unit 1

        Profiles are data from public documents and programs, which each one names. None was tried on its meter here: compare a few
        values with the meter's display before you rely on them. An import writes plain tags; the node knows nothing of profiles.
        Exit status: 0 printed, 2 used wrongly.
        """;

    internal static Command Create(TextWriter output)
    {
        var json = new Option<bool>("--json") { Description = "JSON instead of a table.", Recursive = true };
        var name = new Argument<string>("NAME") { Description = "Name of the profile." };
        var show = new Command("show", "Show the tags and sources of a profile.") { name };
        show.SetAction(parsed => Show(ProfileBook.Find(parsed.GetRequiredValue(name)), parsed.GetValue(json), output));
        var command = new Command("profiles", "List the register maps of common meters.") { json, show };
        command.SetAction(parsed => List(parsed.GetValue(json), output));
        return command;
    }

    private static int List(bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(ProfileBook.All.Select(profile => new
            {
                name = profile.Name, title = profile.Title, models = profile.Models, tags = profile.Tags.Count, status = profile.Status,
            })));
            return ExitStatus.Ok;
        }
        Columns.Write(output, ["profile", "meter", "tags", "for"],
            [.. ProfileBook.All.Select(profile => new[]
            {
                profile.Name, profile.Title, profile.Tags.Count.ToString(), string.Join(", ", profile.Models),
            })]);
        output.WriteLine($"{ProfileBook.All.Count} profiles, all from documents, not tried on the meters");
        return ExitStatus.Ok;
    }

    private static int Show(Profile profile, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                name = profile.Name, title = profile.Title, models = profile.Models, status = profile.Status, sources = profile.Sources,
                notes = profile.Notes, tags = profile.Tags,
            }));
            return ExitStatus.Ok;
        }
        output.WriteLine($"{profile.Title}: {profile.Status}");
        Columns.Write(output, ["tag", "table", "address", "type", "order", "scale", "unit"],
            [.. profile.Tags.Select(tag => new[] { "name", "table", "address", "type", "order", "scale", "unit" }
                .Select(member => tag[member]?.ToString() ?? "").ToArray())]);
        foreach (string source in profile.Sources)
        {
            output.WriteLine("source: " + source);
        }
        foreach (string note in profile.Notes)
        {
            output.WriteLine("note: " + note);
        }
        return ExitStatus.Ok;
    }
}
