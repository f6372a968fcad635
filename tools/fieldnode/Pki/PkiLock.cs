using FieldNode.Virtual;

namespace FieldNode.Cli.Pki;

/// <summary>
/// One bench at a time: two would give one name out twice. The operating system ends it when the process ends, however it does.
/// </summary>
internal sealed class PkiLock : IDisposable
{
    internal const string Name = ".lock";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream file;

    private PkiLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder, and waits for another bench so long.</summary>
    /// <exception cref="UserError">Another bench has it still, or the folder cannot be written.</exception>
    internal static PkiLock Take(string folder, TimeSpan wait)
    {
        DateTime end = DateTime.UtcNow + wait;
        while (true)
        {
            try
            {
                DurableFile.CreatePrivateFolder(folder);
                return new PkiLock(new FileStream(
                    Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
            }
            catch (UnauthorizedAccessException failure)
            {
                throw new UserError($"{folder}: this user may not write there", ExitStatus.Usage, failure);
            }
            catch (IOException failure) when (File.Exists(folder))
            {
                throw new UserError($"{folder}: a file, not a folder", ExitStatus.Usage, failure);
            }
            catch (IOException failure) when (!IsTaken(folder))
            {
                throw new UserError($"{folder}: {failure.Message}", ExitStatus.Wrong, failure);
            }
            catch (IOException failure)
            {
                if (DateTime.UtcNow >= end)
                {
                    throw new UserError(
                        $"{folder}: another fieldnode works in it. Try again when that one is done", ExitStatus.Wrong, failure);
                }
                Thread.Sleep(Pause);
            }
        }
    }

    public void Dispose() => file.Dispose();

    private static bool IsTaken(string folder) => File.Exists(Path.Combine(folder, Name));
}
