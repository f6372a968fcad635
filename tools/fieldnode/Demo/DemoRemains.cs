namespace FieldNode.Cli;

/// <summary>
/// What a demo would leave behind if it ended at once: its folder and its node. A second Ctrl-C clears both away without waiting for the node's NDEATH.
/// Safe for several threads.
/// </summary>
internal sealed class DemoRemains(GatedNotes notes)
{
    private const string ShowCursor = "\u001b[?25h";
    private static readonly TimeSpan EndOfNode = TimeSpan.FromSeconds(1);

    private volatile string? folder;
    private volatile NodeProcess? node;

    internal void Keep(string ours) => folder = ours;

    internal void Keep(NodeProcess ours) => node = ours;

    /// <summary>Writes the demo's last line, if nobody has yet: there is one.</summary>
    internal void SayLast(string line) => notes.Last(SafeText.Of(line));

    /// <summary>Clears away and ends the process. The line comes first: with its node gone, the demo would end by itself and say another.</summary>
    internal void EndAtOnce()
    {
        if (!Console.IsOutputRedirected)
        {
            Console.Out.Write(ShowCursor);
        }
        SayLast("demo: ended at once by a second Ctrl-C, without waiting for the node");
        Clear();
        Environment.Exit(ExitStatus.Interrupted);
    }

    /// <summary>Ends the node by force and deletes the folder.</summary>
    private void Clear()
    {
        try
        {
            node?.EndByForce(EndOfNode);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has been cleared away meanwhile.
        }
        try
        {
            if (folder is not null && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // So has the folder.
        }
    }
}
