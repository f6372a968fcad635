using System.Text.Json;
using FieldNode.Settings;

namespace FieldNode.Virtual.Settings;

/// <summary>
/// Reads and writes <c>node.json</c> on a PC. Reading never throws for anything that a file may be: all that is wrong
/// is collected as faults. Strict, so that plain JSON readers bear the file too: no comments, no trailing commas, no
/// byte order mark.
/// </summary>
public static class SettingsFile
{
    /// <summary>Faults that are told at once; a file that has more is far from any node file.</summary>
    public const int FaultsMax = 500;

    /// <summary>Reads and checks a node file.</summary>
    /// <param name="path">The file; the names of files in it are relative to its folder.</param>
    /// <param name="checkFiles">Also look whether the certificates, the key and the password are there and fit, and what is worth a warning.</param>
    /// <param name="board">Board to check the pins of, instead of the one that the file names; null: that one.</param>
    public static SettingsResult Read(string path, bool checkFiles = false, string? board = null)
    {
        var (content, fault) = FileBytes.Read(path);
        return fault is not null
            ? new SettingsResult(null, [fault])
            : Parse(content, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/", checkFiles, board);
    }

    /// <summary>Reads and checks the content of a node file.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="folder">What the names of files in it are relative to.</param>
    /// <param name="checkFiles">Also look at those files.</param>
    /// <param name="board">Board to check the pins of, instead of the one that the file names; null: that one.</param>
    /// <param name="asWritten">Leave the names of files as they are written, for a node that runs elsewhere.</param>
    public static SettingsResult Parse(
        ReadOnlyMemory<byte> content, string folder, bool checkFiles = false, string? board = null, bool asWritten = false)
    {
        if (JsonText.FaultOf(content.Span) is { } textFault)
        {
            return new SettingsResult(null, [textFault]);
        }
        try
        {
            using var document = JsonDocument.Parse(content);
            return Judge(document.RootElement, folder, checkFiles, board, asWritten);
        }
        catch (JsonException exception)
        {
            return new SettingsResult(null, [JsonText.FaultOf(content.Span, exception)]);
        }
    }

    /// <summary>Writes a model as indented JSON, leaving out what has its default.</summary>
    public static void Write(NodeSettings settings, string path) =>
        File.WriteAllBytes(path, ModelWriter.ToJson(settings));

    private static SettingsResult Judge(JsonElement root, string folder, bool checkFiles, string? board, bool asWritten)
    {
        var list = new FaultList(FaultsMax);
        var reader = new ModelReader(list);
        var settings = reader.Read(root);
        if (root.ValueKind == JsonValueKind.Object)
        {
            settings.Board = board ?? settings.Board;
            SettingsCheck.Run(settings, list);
        }
        var files = new BrokerFiles(settings.Broker, settings.OtherBrokers, folder, list);
        if (checkFiles)
        {
            files.Check();
        }
        if (!asWritten)
        {
            files.MakeAbsolute();
        }
        var faults = Enumerable.Range(0, list.Count)
            .Select(i => new SettingsFault(list.PathOf(i), ValueOf(list, i, reader), list.AllowedOf(i)))
            .OrderBy(fault => reader.PositionOf(fault.Path))
            .ToList();
        if (faults.Count > 0 || !checkFiles || asWritten)
        {
            return new SettingsResult(settings, faults, list.IsFull);
        }
        var loads = NodeWarnings.Loads(settings);
        var warnings = NodeWarnings.Of(settings, loads, DateTimeOffset.UtcNow).OrderBy(warning => reader.PositionOf(warning.Path)).ToList();
        return new SettingsResult(settings, faults, list.IsFull, warnings, loads);
    }

    // The check sees a default where the file has nothing.
    private static string ValueOf(FaultList list, int index, ModelReader reader)
    {
        var path = list.PathOf(index);
        return path.Length == 0 || reader.IsPresent(path) ? list.ValueOf(index) : "missing";
    }
}
