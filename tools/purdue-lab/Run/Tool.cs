using System.ComponentModel;
using System.Diagnostics;

namespace FieldNode.PurdueLab;

/// <summary>Programs that are run to their end.</summary>
internal static class Tool
{
    private const int LongestMs = 240_000;

    /// <summary>Runs a program, and gives what it printed.</summary>
    /// <exception cref="LabError">It failed.</exception>
    internal static string Must(params string[] command)
    {
        ToolResult result = Run(command);
        return result.Status == 0 ? result.Output : throw new LabError($"{string.Join(' ', command)}: exit status {result.Status}: {result.Error.Trim()}{result.Output.Trim()}");
    }

    /// <summary>Runs a program.</summary>
    /// <exception cref="LabError">There is no such program, or it does not end.</exception>
    internal static ToolResult Run(params string[] command) => RunAsync(command, CancellationToken.None).GetAwaiter().GetResult();

    internal static async Task<ToolResult> RunAsync(string[] command, CancellationToken cancellation)
    {
        using Process process = Start(command, holdsInput: false);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestMs);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new LabError($"{string.Join(' ', command)}: did not end within {LongestMs / 1000} s");
        }
        return new ToolResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program with its streams in our hands.</summary>
    internal static Process Start(string[] command, bool holdsInput)
    {
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = holdsInput,
        };
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }
        try
        {
            return Process.Start(start) ?? throw new LabError($"{command[0]}: did not start");
        }
        catch (Win32Exception failure)
        {
            throw new LabError($"{command[0]}: {failure.Message}", failure);
        }
    }
}
