using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Diff;

/// <summary>What changed between two node files that a node ran by, from the copies in its state folder.</summary>
internal static class NodeFileChange
{
    private const int TellMax = 3;

    /// <summary>A line for each change, or null: a file is not there, or cannot be read.</summary>
    internal static IReadOnlyList<string>? Lines(string stateFolder, int beforeCrc, int afterCrc)
    {
        var kept = new KeptNodeFiles(stateFolder);
        try
        {
            return kept.PathOf(beforeCrc) is { } before && kept.PathOf(afterCrc) is { } after
                && DiffVerb.TryRead(before) is { } a && DiffVerb.TryRead(after) is { } b
                ? [.. SettingsDiff.Of(a, b).Select(change => change.ToString())]
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The heaviest changes in one line.</summary>
    internal static string? Line(string stateFolder, int beforeCrc, int afterCrc) => Lines(stateFolder, beforeCrc, afterCrc) switch
    {
        null => null,
        [] => "its layout only",
        { Count: <= TellMax } lines => string.Join("; ", lines),
        var lines => string.Join("; ", lines.Take(TellMax)) + $"; and {lines.Count - TellMax} more",
    };
}
