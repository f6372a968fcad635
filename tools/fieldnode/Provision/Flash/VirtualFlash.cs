using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>
/// A folder that stands for a node's flash: its files, and in <c>node</c> what the node itself keeps (<c>I:\node</c>). New files come as a new
/// folder that takes the old one's place, so a cut leaves the old flash or the new one; what it left half done is made good at the next start.
/// </summary>
internal sealed class VirtualFlash(string folder)
{
    private const string FormerEnd = ".former";

    private readonly string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    internal string NodeFilePath => Path.Combine(folder, FlashImage.NodeName);

    internal string StateFolder => Path.Combine(folder, FlashImage.StateFolder);

    internal bool IsThere => File.Exists(NodeFilePath);

    private string Former => folder + FormerEnd;

    private string Unfinished => folder + DurableFile.UnfinishedEnd;

    /// <summary>Looks whether the place can be one, and ends what a cut left.</summary>
    /// <exception cref="UserError">There is no such place, something else is there, or a node runs on it.</exception>
    internal void Ready()
    {
        string above = Path.GetDirectoryName(folder)!;
        if (!Directory.Exists(above))
        {
            throw new UserError($"{folder}: no board there: {above} is no folder", ExitStatus.Usage);
        }
        if (!Directory.Exists(folder) && Directory.Exists(Former))
        {
            Directory.Move(Former, folder);
        }
        foreach (string leftover in new[] { Former, Unfinished }.Where(Directory.Exists))
        {
            Directory.Delete(leftover, recursive: true);
        }
        if (File.Exists(folder) || (Directory.Exists(folder) && !IsThere && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new UserError($"{folder}: something else is there. Name a folder that is empty or not there", ExitStatus.Usage);
        }
        CheckFree();
    }

    internal void Write(FlashImage image)
    {
        CheckFree();
        DurableFile.CreatePrivateFolder(Unfinished);
        DurableFile.CreatePrivateFolder(Path.Combine(Unfinished, FlashImage.StateFolder));
        if (Directory.Exists(StateFolder))
        {
            foreach (string file in Directory.GetFiles(StateFolder))
            {
                DurableFile.WriteBytes(Path.Combine(Unfinished, FlashImage.StateFolder, Path.GetFileName(file)), RegularFile.ReadAllBytes(file), isSecret: true); // keys are among them
            }
        }
        foreach (FlashFile file in image.Files.Where(file => !file.IsKept || !File.Exists(Path.Combine(folder, file.Name))))
        {
            DurableFile.WriteBytes(Path.Combine(Unfinished, file.Name), file.Content, file.IsSecret);
        }
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, Former);
        }
        DurableFile.PublishFolder(Unfinished, folder);
        if (Directory.Exists(Former))
        {
            Directory.Delete(Former, recursive: true);
        }
    }

    private void CheckFree()
    {
        if (!Directory.Exists(StateFolder))
        {
            return;
        }
        try
        {
            StateLock.Take(StateFolder).Dispose();
        }
        catch (IOException failure)
        {
            throw new UserError($"{folder}: a node runs there: the board is in use. End it first", ExitStatus.Wrong, failure);
        }
    }
}
