using System.Globalization;
using FieldNode.Virtual;

namespace FieldNode.Cli.FleetSim;

/// <summary>Each node has a socket of its own, and a process may have so many files open (ulimit -n). Where that is too few, all that shows is connects that fail.</summary>
internal static class OpenFiles
{
    private const int Besides = 256; // the runtime's own, libraries, the host, attempts that are being closed
    private const string Limits = "/proc/self/limits";

    /// <exception cref="UserError">This process may not have as many.</exception>
    internal static void Check(int nodes)
    {
        if (File.Exists(Limits) && Limit(RegularFile.ReadAllLines(Limits)) is { } limit && nodes + Besides > limit)
        {
            throw new UserError($"{nodes} nodes need {nodes + Besides} open files, and this process may have {limit}: raise it by 'ulimit -n {nodes + Besides}', here and for the broker", ExitStatus.Usage);
        }
    }

    /// <summary>The limit in force, of the lines of <c>/proc/PID/limits</c> (proc(5)); null: there is none.</summary>
    internal static long? Limit(IEnumerable<string> lines)
    {
        string? line = lines.FirstOrDefault(one => one.StartsWith("Max open files", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..] && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;
    }
}
