using System.Diagnostics;

namespace FieldNode.Cli;

/// <summary>This program once more: the app host if there is one, else <c>dotnet fieldnode.dll</c>.</summary>
internal static class OwnExecutable
{
    internal static ProcessStartInfo With(params string[] arguments)
    {
        string running = Environment.ProcessPath ?? throw new UserError("cannot find the own executable to start the node");
        var start = new ProcessStartInfo(running) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, typeof(OwnExecutable).Assembly.GetName().Name + ".dll"));
        }
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        return start;
    }
}
