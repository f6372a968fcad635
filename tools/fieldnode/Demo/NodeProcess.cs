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

    internal static NodeProcess Start(string settingsPath, string stateFolder)
    {
        ProcessStartInfo start = SameExecutable();
        foreach (string argument in new[] { "run", "--config", settingsPath, "--state", stateFolder })
        {
            start.ArgumentList.Add(argument);
        }
        // The .NET runtime opens a socket for debuggers and profilers; a node listens nowhere.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
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

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    /// <summary>The app host if there is one, else <c>dotnet fieldnode.dll</c>.</summary>
    private static ProcessStartInfo SameExecutable()
    {
        string running =
            Environment.ProcessPath ?? throw new UserError("cannot find the own executable to start the node");
        var start = new ProcessStartInfo(running)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(NodeProcess).Assembly.Location);
        }
        return start;
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
