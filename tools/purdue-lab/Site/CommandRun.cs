using FieldNode.Cli;

namespace FieldNode.PurdueLab;

/// <summary>The commands that a person types, as far as they need no namespace: in this process, by the same command line.</summary>
internal static class CommandRun
{
    /// <summary>Runs <c>fieldnode</c> with these words.</summary>
    /// <exception cref="LabError">It says that it could not.</exception>
    internal static async Task<string> MustAsync(CancellationToken cancellation, params string[] words)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int status = await CommandLine.RunAsync(words, output, error, cancellation);
        return status == 0 ? output.ToString() : throw new LabError($"fieldnode {string.Join(' ', words)}: exit status {status}: {error}{output}");
    }

    /// <summary>The command line of the program itself, for a process in a namespace: as users start it, the runtime's debugging socket and all.</summary>
    internal static string[] Program(params string[] words) =>
        ["env", "-u", "DOTNET_EnableDiagnostics", Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "fieldnode.dll"), .. words];
}
