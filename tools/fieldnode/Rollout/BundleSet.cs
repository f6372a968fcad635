using FieldNode.Cli.Diff;
using FieldNode.Settings;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Rollouts;

/// <summary>The bundle for each node: one for all, or one for each where the path has {node}.</summary>
internal sealed class BundleSet
{
    internal const string Place = "{node}";

    private readonly string path;
    private readonly string group;
    private readonly string? filesFolder;
    private readonly Dictionary<string, SentBundle> own = new(StringComparer.Ordinal);
    private readonly SentBundle? shared;

    /// <exception cref="UserError">There is no such bundle, or a broken one.</exception>
    internal BundleSet(RolloutOptions options)
    {
        (path, group, filesFolder) = (options.BundlePath, options.Group, options.FilesFolder);
        shared = IsForEach ? null : SentBundle.Read(path);
    }

    /// <summary>Of one bundle for all, in memory.</summary>
    internal BundleSet(SentBundle bundle, string ofGroup) => (shared, path, group) = (bundle, "", ofGroup);

    internal bool IsForEach => path.Contains(Place, StringComparison.Ordinal);

    /// <summary>One of them: what they have in common.</summary>
    internal SentBundle First => shared ?? own.Values.FirstOrDefault() ?? throw new UserError($"--bundle {path}: no node has a bundle of that name", ExitStatus.Usage);

    /// <summary>What makes it the same roll-out: the bundle, or the path.</summary>
    internal string Mark => shared?.Mark ?? path;

    /// <summary>When the first of those that were asked for expires.</summary>
    internal DateTime ExpiresUtc => shared?.ExpiresUtc ?? (own.Count == 0 ? DateTime.MaxValue : own.Values.Min(bundle => bundle.ExpiresUtc));

    /// <summary>Null: there is none for this node, and <paramref name="why"/> says why.</summary>
    internal SentBundle? Of(string node, out string why)
    {
        why = "";
        if ((shared ?? own.GetValueOrDefault(node)) is { } known)
        {
            return known;
        }
        string file = path.Replace(Place, node, StringComparison.Ordinal);
        try
        {
            return own[node] = SentBundle.Read(file);
        }
        catch (UserError failure)
        {
            why = failure.Message;
            return null;
        }
    }

    /// <summary>Why its settings are not for this node, or null: settings name a node, and would make another one of it.</summary>
    internal string? WhyNotFor(string node, SentBundle bundle)
    {
        if (bundle.Part("node.record") is not null && !IsForEach)
        {
            return $"its node.record is of one node: make a bundle for each, and write {Place} into --bundle";
        }
        if (bundle.Part("node.json") is not { } json)
        {
            return null;
        }
        if (SettingsFile.Parse(json, "/", asWritten: true).Settings is not { } settings)
        {
            return "its node.json has faults: run 'fieldnode check' on it";
        }
        return settings.Group == group && settings.Node == node
            ? null
            : $"its settings are those of {settings.Group}/{settings.Node}: this node would become that one. Make a bundle for each, and write {Place} into --bundle";
    }

    /// <summary>Board that the desk's node file names, or null.</summary>
    internal string? BoardOf(string node) => FileOf(node)?.Board;

    /// <summary>What its settings change, against the node file of the desk; null: it has none, or the desk has not.</summary>
    internal IReadOnlyList<Change>? ChangesOf(string node, SentBundle bundle) =>
        bundle.Part("node.json") is { } json && FileOf(node) is { } before && SettingsFile.Parse(json, "/", asWritten: true).Settings is { } after
            ? SettingsDiff.Of(before, after)
            : null;

    /// <summary>Names of nodes that the desk has files of.</summary>
    internal static IEnumerable<string> NamesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "node")
            .Concat(Directory.EnumerateDirectories(folder).Where(one => File.Exists(Path.Combine(one, "node.json"))).Select(one => Path.GetFileName(one)))
        : throw new UserError($"--files {folder}: no such folder. It has the node files: NODE.json, or NODE/node.json", ExitStatus.Usage);

    private NodeSettings? FileOf(string node)
    {
        string? file = filesFolder is null ? null
            : new[] { Path.Combine(filesFolder, node + ".json"), Path.Combine(filesFolder, node, "node.json") }.FirstOrDefault(File.Exists);
        return file is not null && DiffVerb.TryRead(file) is { } settings && settings.Group == group && settings.Node == node ? settings : null;
    }
}
