using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace FieldNode.Cli.Provision;

/// <summary>
/// Starts nanoff and judges what it did. Its exit status is not enough: a file that was not written is told in a red line, and the status is 0 all
/// the same (FileDeploymentManager.cs). So the colours are asked for, and a red line is a failure.
/// </summary>
internal sealed partial class Nanoff(string program, TimeSpan patience)
{
    /// <summary>Set to 1 it keeps nanoff from telling command lines and failures to its makers.</summary>
    internal const string OptOut = "NANOFRAMEWORK_TELEMETRY_OPTOUT";

    // Makes .NET write colours though the output is no terminal.
    private const string KeepColours = "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION";

    internal string Program => program;

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it printed, without colours.</returns>
    /// <exception cref="UserError">It failed, by its status or by a red line.</exception>
    internal async Task<string> RunAsync(NanoffCommand command, CancellationToken cancellation)
    {
        using Process process = Start(command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new UserError($"{command.What}: nanoff did not end within {patience.TotalSeconds:0} s. Is the board in its boot loader? "
                + "Take it off the port, on again, and repeat");
        }
        string text = await output + await error;
        string plain = Colour().Replace(text, "");
        string[] red = [.. RedLines(text)];
        if (process.ExitCode != 0 || red.Length > 0)
        {
            throw new UserError($"{command.What}: {Why(plain, red)} (nanoff ended with status {process.ExitCode}). {Advice(plain)}");
        }
        return plain;
    }

    /// <summary>What stands in red, a line each. The colour holds until another comes.</summary>
    internal static IEnumerable<string> RedLines(string text)
    {
        bool isRed = false;
        var line = new StringBuilder();
        int at = 0;
        foreach (Match match in Colour().Matches(text))
        {
            Take(text[at..match.Index]);
            at = match.Index + match.Length;
            isRed = match.Groups[1].Value.Split(';').Aggregate(isRed, (before, code) => code switch
            {
                "31" or "91" => true,
                "" or "0" or "39" => false,
                _ => code.Length == 2 && code[0] is '3' or '9' ? false : before,
            });
        }
        Take(text[at..]);
        return line.ToString().Split('\n').Select(one => one.Trim()).Where(one => one.Length > 0);

        void Take(string part) => line.Append(isRed ? part : new string('\n', part.Contains('\n', StringComparison.Ordinal) ? 1 : 0));
    }

    private Process Start(NanoffCommand command)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (string argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment[OptOut] = "1";
        start.Environment[KeepColours] = "1";
        start.Environment["TERM"] = "xterm"; // without a kind of terminal .NET has no colours
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            throw new UserError($"{program}: it cannot be started ({failure.Message}). Install it: dotnet tool install -g nanoff; or name it: --nanoff FILE",
                ExitStatus.Usage, failure);
        }
    }

    private static string Why(string plain, string[] red) => red.Length > 0 ? red[0]
        : plain.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "it said nothing";

    // ExitCodes.cs of nanoff; on Unix the status itself keeps the low 8 bits only.
    private static string Advice(string plain) => plain switch
    {
        _ when plain.Contains("E6000", StringComparison.Ordinal) || plain.Contains("E6002", StringComparison.Ordinal)
            || plain.Contains("E4005", StringComparison.Ordinal) => "End the program that has the port (a terminal, Visual Studio), and repeat",
        _ when plain.Contains("E2000", StringComparison.Ordinal) || plain.Contains("E4000", StringComparison.Ordinal)
            || plain.Contains("E9010", StringComparison.Ordinal) => "Is a board on this port, and does it have power? Then repeat",
        _ => "Repeat; the step begins anew",
    };

    [GeneratedRegex("\x1b\\[([0-9;]*)m")]
    private static partial Regex Colour();
}
