using System.Text;
using System.Text.Json.Nodes;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

/// <summary>The documentation's example, which each test makes worse in its own way.</summary>
internal static class Sample
{
    public static string Root { get; } = FindRoot();

    public static string Text { get; } = File.ReadAllText(Path.Combine(Root, "docs", "node.example.json"));

    /// <summary>The example with one member set to a JSON value, added, or removed (value null).</summary>
    public static string With(params (string Path, string? Json)[] edits)
    {
        var root = JsonNode.Parse(Text)!;
        foreach (var (path, json) in edits)
        {
            Edit(root, path, json);
        }
        return root.ToJsonString();
    }

    public static SettingsResult Parse(string json) => SettingsFile.Parse(Encoding.UTF8.GetBytes(json), Root);

    public static string[] PathsOf(SettingsResult result) => [.. result.Faults.Select(fault => fault.Path)];

    private static void Edit(JsonNode node, string path, string? json)
    {
        var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var step in steps[..^1])
        {
            node = step[0] == '[' ? node[int.Parse(step[1..^1])]! : node[step]!;
        }
        var last = steps[^1];
        if (last[0] == '[')
        {
            node[int.Parse(last[1..^1])] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            node.AsObject().Remove(last);
        }
        else
        {
            node[last] = JsonNode.Parse(json);
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Firmware.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return folder;
    }
}
