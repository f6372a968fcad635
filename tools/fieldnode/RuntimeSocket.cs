using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace FieldNode.Cli;

/// <summary>
/// The .NET runtime opens a Unix socket for debuggers and profilers in every process, before the first line of the program runs. Only the environment
/// that a process starts with keeps it closed; a key of the runtime's configuration does not. A node listens nowhere, so <c>fieldnode run</c> begins
/// anew under the same process id with an environment that says so. On Windows the runtime has a named pipe instead, which is no socket and stays.
/// </summary>
internal static class RuntimeSocket
{
    private const string Variable = "DOTNET_EnableDiagnostics";
    private const string Off = "0";

    /// <summary>True if this process has the socket and is about to be a node, or the desk that looks at all of them.</summary>
    internal static bool IsInTheWay(string[] args) =>
        args is ["run" or "fleet", ..] && !OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(Variable) != Off;

    /// <summary>Begins anew without it.</summary>
    /// <returns>Only if the system did not let it: what to tell the user.</returns>
    [UnsupportedOSPlatform("windows")]
    internal static string BeginAnewWithout(string[] args)
    {
        var start = OwnExecutable.With(args);
        string?[] arguments = [start.FileName, .. start.ArgumentList, null];
        string?[] environment = [.. Inherited(), $"{Variable}={Off}", null];
        DeleteFile();
        _ = Replace(start.FileName, arguments, environment);
        return $"the runtime's debugging socket cannot be closed ({Marshal.GetLastPInvokeErrorMessage()}): start fieldnode with {Variable}=0 in its environment";
    }

    private static IEnumerable<string> Inherited() =>
        from DictionaryEntry one in Environment.GetEnvironmentVariables()
        where (string)one.Key != Variable
        select $"{one.Key}={one.Value}";

    // The socket goes with the program, its file does not.
    private static void DeleteFile()
    {
        string ours = string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{Environment.ProcessId}-*-socket");
        try
        {
            foreach (string file in Directory.EnumerateFiles(Path.GetTempPath(), ours))
            {
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that nobody listens on does no harm.
        }
    }

    // LPStr is UTF-8 on every system that has execve.
    [DllImport("libc", EntryPoint = "execve", SetLastError = true)]
    private static extern int Replace(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] arguments,
        [MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPStr)] string?[] environment);
}
