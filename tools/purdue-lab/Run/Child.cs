using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FieldNode.PurdueLab;

/// <summary>A program that runs beside the lab until it is ended; what it says is kept.</summary>
internal sealed class Child : IDisposable
{
    private const int SigTerm = 15;
    private const int SigHup = 1;
    private const int LinesMax = 2000;

    private readonly Process process;
    private readonly List<string> lines = [];
    private long total;

    private Child(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal int Id => process.Id;

    internal bool HasExited => process.HasExited;

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>How many lines it has said.</summary>
    internal long Mark
    {
        get
        {
            lock (lines)
            {
                return total;
            }
        }
    }

    /// <summary>What it said since a mark, as far as it is kept.</summary>
    internal IReadOnlyList<string> Since(long mark)
    {
        lock (lines)
        {
            return [.. lines.TakeLast((int)Math.Min(lines.Count, total - mark))];
        }
    }

    /// <summary>The last lines, for an error.</summary>
    internal string Last => string.Join(" | ", Lines.TakeLast(6));

    internal static Child Start(string[] command) => new(Tool.Start(command, holdsInput: false));

    /// <summary>SIGTERM, and after a while the hard way.</summary>
    internal async Task<bool> EndAsync(TimeSpan longest)
    {
        Signal(SigTerm);
        using var limit = new CancellationTokenSource(longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return false;
        }
    }

    /// <summary>SIGHUP: it reads its files again.</summary>
    internal void Reload() => Signal(SigHup);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(5000);
        }
        process.Dispose();
    }

    private void Signal(int number)
    {
        if (!process.HasExited)
        {
            _ = Kill(process.Id, number);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
        {
            return;
        }
        lock (lines)
        {
            lines.Add(e.Data);
            total++;
            if (lines.Count > LinesMax)
            {
                lines.RemoveAt(0);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
