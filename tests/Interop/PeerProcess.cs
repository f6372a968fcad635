using System.Diagnostics;
using System.Text;

namespace FieldNode.Interop.Tests;

/// <summary>A program that the test talks to; ended, with its children, when the test ends.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private int streams = 2;

    private PeerProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => process.HasExited;

    /// <summary>It has exited, and all that it said is in <see cref="Output"/>; a server whose children keep its streams open does not come to this.</summary>
    public bool HasEnded => process.HasExited && Volatile.Read(ref streams) == 0;

    public int Id => process.Id;

    /// <summary>Only after its end.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>What it printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public static PeerProcess Start(
        string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, bool holdsInput = false)
    {
        var start = new ProcessStartInfo(program)
        {
            // Some programs end when their input does: those get one that stays open and empty.
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = holdsInput,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }
        return new PeerProcess(start);
    }

    /// <summary>Runs a program to its end with bytes as its input.</summary>
    /// <returns>What it printed; throws if it failed.</returns>
    public static string Run(string program, string[] arguments, byte[]? input = null)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input ?? []);
        process.StandardInput.Close();
        if (!process.WaitForExit(60_000))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end");
        }
        return process.ExitCode == 0
            ? text.Result
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}{text.Result}");
    }

    /// <summary>The hard way: no signal handler runs, no DISCONNECT goes out.</summary>
    public void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(10_000);
        }
    }

    /// <summary>Ctrl-C (SIGINT): it ends by itself, and says what it has to say.</summary>
    public async Task EndAsync()
    {
        Signal("INT");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken); // its output is read to the end then
    }

    /// <summary>The process stands still (SIGSTOP): it keeps its ports, and what is sent to it heaps up.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>It goes on where it stood.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Sends it a signal: HUP, TERM.</summary>
    public void Signal(string name) => Run("/bin/kill", ["-" + name, $"{process.Id}"]);

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs e)
    {
        if (e.Data is null)
        {
            Interlocked.Decrement(ref streams);
            return;
        }
        lock (output)
        {
            output.AppendLine(e.Data);
        }
    }
}
