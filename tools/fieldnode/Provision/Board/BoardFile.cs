using System.Text.Json;
using System.Text.Json.Serialization;
using FieldNode.Esp32;
using FieldNode.Settings;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>The board file with what it names, checked by the firmware's own rules.</summary>
internal sealed record BoardFile(BoardTarget Target, IReadOnlyList<FlashFile> Files)
{
    // As the firmware's reader does: names in camelCase, nothing that it does not know.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="UserError">It would not work on the board.</exception>
    internal static BoardFile Read(string path)
    {
        NamedFile.MustBeThere(path, "Say what the board is and how it gets to the network (docs/flashing.md)");
        byte[] content = RegularFile.ReadAllBytes(path);
        BoardSettings? settings;
        try
        {
            settings = JsonSerializer.Deserialize<BoardSettings>(content, Json);
        }
        catch (JsonException failure)
        {
            throw new UserError($"{path}: {failure.Message}", ExitStatus.Wrong, failure);
        }
        BoardPins? pins = settings?.Board is null ? null : BoardPins.FindWired(settings.Board);
        if (settings is null || BoardCheck.Fault(settings, pins) is { } fault && fault.Length > 0)
        {
            throw new UserError($"{path}: {(settings is null ? "null" : BoardCheck.Fault(settings, pins))}");
        }
        var files = new List<FlashFile> { new(FlashImage.BoardName, content, false) };
        if (settings.WifiPasswordFile is { } password)
        {
            if (password != Path.GetFileName(password))
            {
                throw new UserError($"{path}: wifiPasswordFile {password}: on a board all files lie beside it. Write the name alone");
            }
            string file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, password);
            NamedFile.MustBeThere(file, $"{path} names it: the Wi-Fi's password, one line");
            files.Add(new FlashFile(password, RegularFile.ReadAllBytes(file), true));
        }
        return new BoardFile(BoardTarget.Of(settings.Board), files);
    }
}
