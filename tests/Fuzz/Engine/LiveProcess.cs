using System.Diagnostics;

namespace FieldNode.Fuzz;

/// <summary>Whether somebody who left his number is still there.</summary>
internal static class LiveProcess
{
    internal static bool Is(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
