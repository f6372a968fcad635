using System.Diagnostics;

namespace FieldNode.Cli.Provision;

/// <summary>
/// A command of the site's own that brings the broker up to date with the PKI: a new node has rights there only once its name is in the broker's
/// files. What it is depends on where the broker is: a signal, a copy over ssh, a service to reload.
/// </summary>
internal static class BrokerUpdate
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="UserError">It failed.</exception>
    internal static async Task RunAsync(string command, CancellationToken cancellation)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd.exe") : new ProcessStartInfo("/bin/sh");
        start.ArgumentList.Add(OperatingSystem.IsWindows() ? "/c" : "-c");
        start.ArgumentList.Add(command);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new UserError($"--broker-update: it did not end within {Patience.TotalSeconds:0} s");
        }
        if (process.ExitCode != 0)
        {
            string? last = (await output + await error).Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0);
            throw new UserError($"--broker-update: it ended with status {process.ExitCode}: {last ?? "and said nothing"}. Correct that, and give the same command again");
        }
    }
}
