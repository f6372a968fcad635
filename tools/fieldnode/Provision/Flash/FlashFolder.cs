using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>The files of a board on the bench, with the list of them that nanoff reads: in a private folder, gone when the board has them.</summary>
internal sealed class FlashFolder(string folder)
{
    internal const string ListName = "files.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal string ListFile => Path.Combine(folder, ListName);

    internal void Write(FlashImage image, string port)
    {
        string unfinished = folder + DurableFile.UnfinishedEnd;
        foreach (string leftover in new[] { unfinished, folder }.Where(Directory.Exists))
        {
            Directory.Delete(leftover, recursive: true);
        }
        DurableFile.CreatePrivateFolder(unfinished);
        foreach (FlashFile file in image.Files)
        {
            DurableFile.WriteBytes(Path.Combine(unfinished, SourceName(file)), file.Content, file.IsSecret);
        }
        DurableFile.Write(Path.Combine(unfinished, ListName), List(image, port));
        DurableFile.PublishFolder(unfinished, folder);
    }

    private static string SourceName(FlashFile file) => "flash-" + file.Name.Replace('/', '-');

    internal void Delete()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As nanoff's FileDeploymentConfiguration has it.</summary>
    internal string List(FlashImage image, string port) => JsonSerializer.Serialize(new
    {
        serialport = port,
        files = image.Files.Select(file => new
        {
            DestinationFilePath = "I:\\" + file.Name.Replace('/', '\\'), SourceFilePath = Path.Combine(folder, SourceName(file)),
        }),
    }, Json) + "\n";
}
