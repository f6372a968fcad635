using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace FieldNode.PurdueLab;

/// <summary>
/// Starts the lab in process, mount and network namespaces of its own. Whatever the lab makes (namespaces, wires, mounts, temporary files, processes) lives
/// in there, so that the kernel takes it away with the lab's last breath: after Ctrl-C, a crash, kill -9 of either process. Two labs do not see each other.
/// </summary>
internal static class Launcher
{
    internal const string InsideVerb = "inside";

    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <summary>Runs the lab with these arguments, and gives its exit status. To be called from the main thread: the lab ends when that thread does.</summary>
    internal static int Run(string[] args)
    {
        ProcessStartInfo start = new("setpriv") { UseShellExecute = false };
        foreach (string argument in (string[])
            ["--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc", "--net", "--", .. Self(), InsideVerb, .. args])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // no debugging socket in /tmp
        using Process process = Process.Start(start)!;
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
        {
            Registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Forward(process.Id, context.Signal == PosixSignal.SIGINT ? 2 : 15);
            }));
        }
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>This program, as a command line.</summary>
    internal static string[] Self() => [Environment.ProcessPath!, typeof(Launcher).Assembly.Location];

    /// <summary>unshare holds such signals back until its child has ended: so its child gets them.</summary>
    private static void Forward(int parent, int signal)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ProcessTree.Parent(id) == parent)
            {
                _ = Kill(id, signal);
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
