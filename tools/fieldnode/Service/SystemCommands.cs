using System.ComponentModel;
using System.Diagnostics;

namespace FieldNode.Cli.Service;

/// <summary>This machine's.</summary>
internal sealed class SystemCommands : ISystemCommands
{
    // sd_booted(3).
    public bool HasSystemd => Directory.Exists("/run/systemd/system");

    public bool MayInstall => Environment.IsPrivilegedProcess;

    public (int Status, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["SYSTEMD_PAGER"] = "";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, (output + error.Result).Trim());
        }
        catch (Win32Exception failure)
        {
            throw new UserError($"{program}: {failure.Message}. Is systemd installed?", ExitStatus.Wrong, failure);
        }
    }
}
