using System.Diagnostics;

namespace FieldNode.Cli.FleetSim;

/// <summary>What a process takes of this machine.</summary>
/// <param name="MemoryBytes">In RAM.</param>
/// <param name="Cpu">Since it was started.</param>
internal readonly record struct ProcessFigures(long MemoryBytes, TimeSpan Cpu)
{
    /// <summary>Null: it is gone, or not ours to look at.</summary>
    internal static ProcessFigures? Of(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return new ProcessFigures(process.WorkingSet64, process.TotalProcessorTime);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    internal static ProcessFigures OfThis() => Of(Environment.ProcessId) ?? default;
}
