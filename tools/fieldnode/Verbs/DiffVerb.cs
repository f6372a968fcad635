using System.CommandLine;
using System.Text.Json;
using FieldNode.Cli.Diff;
using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli;

/// <summary><c>fieldnode diff A B</c>: what changes for the plant, in words.</summary>
internal static class DiffVerb
{
    internal const string Examples = """
        Examples:
          fieldnode diff node.json node.new.json
          fieldnode diff node.json node.new.json --json | jq -r '.changes[].what'

        The gravest change comes first: what makes it another node, then the link, then what is added or removed, then what
        changes the meaning of a value, then when it is reported. Lists are compared by the names in them. Their order, the
        layout of the file, and a default that is written out are not changes.
        Node files hold no secrets, and diff does not open the files that they name.
        Exit status: 0 the same, 1 they differ, 2 a file cannot be read, has faults, or the command was used wrongly.
        """;

    internal static Command Create(TextWriter output, TextWriter error)
    {
        var before = new Argument<string>("A") { Description = "The node file as it is." };
        var after = new Argument<string>("B") { Description = "The node file as it will be." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of lines." };
        var command = new Command("diff", "Say in words what changes between two node files.") { before, after, json };
        command.SetAction(parsed =>
        {
            string a = parsed.GetRequiredValue(before);
            string b = parsed.GetRequiredValue(after);
            return Tell(a, b, SettingsDiff.Of(Read(a, error), Read(b, error)), parsed.GetValue(json), output);
        });
        return command;
    }

    private static int Tell(string a, string b, IReadOnlyList<Change> changes, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                before = a, after = b, same = changes.Count == 0,
                changes = changes.Select(change => new
                {
                    weight = change.Weight.ToString().ToLowerInvariant(), path = change.Path, before = change.Before, after = change.After,
                    what = change.ToString(),
                }),
            }));
        }
        else if (changes.Count == 0)
        {
            output.WriteLine($"{a} and {b}: the same");
        }
        else
        {
            foreach (Change change in changes)
            {
                output.WriteLine(change.ToString());
            }
        }
        return changes.Count == 0 ? ExitStatus.Ok : ExitStatus.Wrong;
    }

    // The reader makes names of files absolute; two files in two folders may say the same.
    private static NodeSettings AsWritten(NodeSettings settings, string path)
    {
        using JsonDocument document = JsonDocument.Parse(RegularFile.ReadAllBytes(path));
        JsonElement broker = document.RootElement.GetProperty("broker");
        string? Text(string member) => broker.TryGetProperty(member, out JsonElement value) ? value.GetString() : null;
        settings.Broker.CaFile = Text("caFile");
        settings.Broker.CertificateFile = Text("certificateFile");
        settings.Broker.KeyFile = Text("keyFile");
        settings.Broker.PasswordFile = Text("passwordFile");
        return settings;
    }

    /// <summary>A node file as it is written, or null if it has faults.</summary>
    internal static NodeSettings? TryRead(string path) => SettingsFile.Read(path).Settings is { } settings ? AsWritten(settings, path) : null;

    private static NodeSettings Read(string path, TextWriter error)
    {
        NamedFile.MustBeThere(path, "Say which two node files to compare");
        SettingsResult result = SettingsFile.Read(path);
        if (result.Settings is { } settings)
        {
            return AsWritten(settings, path);
        }
        foreach (SettingsFault fault in result.Faults.Take(5))
        {
            error.WriteLine(SafeText.Of($"{path}: {fault}"));
        }
        throw new UserError($"{path} has faults, so nobody can say what it means: fieldnode check {path}", ExitStatus.Usage);
    }
}
