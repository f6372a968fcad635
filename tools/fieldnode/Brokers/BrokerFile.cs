using FieldNode.Virtual;

namespace FieldNode.Cli.Brokers;

/// <summary>A file of a broker's configuration.</summary>
/// <param name="Name">Below the folder; '/' for folders in it.</param>
/// <param name="Content">Text.</param>
/// <param name="IsSecret">Only its owner may read it.</param>
internal sealed record BrokerFile(string Name, string Content, bool IsSecret = false)
{
    /// <summary>Writes what has changed, each file whole or not at all.</summary>
    /// <returns>Names of those that were written.</returns>
    /// <exception cref="UserError">The folder cannot be written.</exception>
    internal static IReadOnlyList<string> WriteAll(string folder, IReadOnlyList<BrokerFile> files)
    {
        var written = new List<string>();
        try
        {
            DurableFile.CreatePrivateFolder(folder);
            foreach (BrokerFile file in files)
            {
                string path = Path.Combine(folder, file.Name);
                if (File.Exists(path) && RegularFile.ReadAllText(path) == file.Content)
                {
                    continue;
                }
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (file.IsSecret)
                {
                    DurableFile.WriteSecret(path, file.Content);
                }
                else
                {
                    DurableFile.Write(path, file.Content);
                }
                written.Add(file.Name);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{folder}: {failure.Message}", ExitStatus.Wrong, failure);
        }
        return written;
    }
}
