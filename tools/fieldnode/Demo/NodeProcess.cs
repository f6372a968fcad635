using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FieldNode.Cli;

/// <summary><c>fieldnode run</c> as a process of its own, from the same executable.</summary>
internal sealed class NodeProcess : INodeUnderTest
{
    private const int LinesMax = 20;
    private const int SigTerm = 15;

    private readonly Process process;
    private readonly Queue<string> lines = new();

    private NodeProcess(Process process) => this.process = process;

    public int ProcessId => process.Id;

    public bool HasBegun => LastLines.Count > 0;

    public bool HasExited => process.HasExited;

    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    internal static NodeProcess Start(string settingsPath, string stateFolder) => Start(settingsPath, stateFolder, null);

    /// <param name="temporaryFolder">Where the runtime may leave files if the node is ended by force; null: where all do.</param>
    internal static NodeProcess Start(string settingsPath, string stateFolder, string? temporaryFolder)
    {
        ProcessStartInfo start = OwnExecutable.With("run", "--config", settingsPath, "--state", stateFolder);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment.Remove("DOTNET_EnableDiagnostics"); // as users start it: what it listens on is counted
        if (temporaryFolder is not null)
        {
            start.Environment["TMPDIR"] = temporaryFolder;
        }
        var node = new NodeProcess(new Process { StartInfo = start });
        node.process.OutputDataReceived += node.Keep;
        node.process.ErrorDataReceived += node.Keep;
        node.process.Start();
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        return node;
    }

    public void AskToEnd()
    {
        if (process.HasExited)
        {
            return;
        }
        if (OperatingSystem.IsWindows())
        {
            process.Kill(); // no SIGTERM there: the broker then publishes the will
        }
        else
        {
            _ = Kill(process.Id, SigTerm);
        }
    }

    public async Task<bool> WaitForEndAsync(TimeSpan longest)
    {
        using var timeout = new CancellationTokenSource(longest);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }

    /// <summary>Ends it without a word to anybody, and waits until it is gone.</summary>
    internal void EndByForce(TimeSpan longest)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(longest);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
        {
            return;
        }
        lock (lines)
        {
            lines.Enqueue(e.Data);
            while (lines.Count > LinesMax)
            {
                lines.Dequeue();
            }
        }
    }
}
