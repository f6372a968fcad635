using System.Diagnostics;

namespace FieldNode.Cli.Init;

/// <summary>The commands to type next, in the words of this machine: what is not on the path has its whole name.</summary>
internal sealed class InitSteps(InitOptions options)
{
    /// <summary>Where the broker's files lie on a machine of its own.</summary>
    internal const string PlaceElsewhere = "/etc/mosquitto/fieldnode";

    private static readonly string[] Superusers = ["/usr/sbin", "/usr/local/sbin", "/sbin"]; // not on everybody's path

    private string At(params string[] names) => Path.Combine([options.Folder, .. names]);

    /// <summary>A broker, a node, and what a host sees of it.</summary>
    internal IReadOnlyList<string> Commands()
    {
        string configuration = options.IsLocal ? At(InitFolder.BrokerName, "mosquitto.conf") : PlaceElsewhere + "/mosquitto.conf";
        string viewer = At(InitFolder.PkiName, "issued", InitFolder.Viewer);
        string[] own = Own();
        return
        [
            Line(options.IsLocal ? Find("mosquitto") ?? "mosquitto" : "mosquitto", "-c", configuration),
            Line([.. own, "run", "--config", At(InitFolder.NodeFile)]),
            Line([.. own, "watch", "--host", options.Broker, "--port", $"{options.Port}", "--ca", $"{viewer}/ca.pem", "--cert", $"{viewer}/chain.pem", "--key",
                $"{viewer}/key.pem", "--rebirth", $"{options.Group}/{options.Node}"]),
        ];
    }

    /// <summary>What has to be said before them; a line each.</summary>
    internal IEnumerable<string> Remarks()
    {
        if (!options.IsLocal)
        {
            yield return $"The first belongs on {options.Broker}: copy {At(InitFolder.BrokerName)} there to {PlaceElsewhere}, readable by the user mosquitto.";
        }
        else if (Find("mosquitto") is null)
        {
            yield return "mosquitto is not installed here: sudo apt install mosquitto";
        }
    }

    /// <summary>A word as a shell reads it.</summary>
    internal static string Quoted(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=@+,%".Contains(c, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A program by its name if the path has it, else by its place; null: it is not there.</summary>
    internal static string? Find(string program)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return path.Any(folder => File.Exists(Path.Combine(folder, program))) ? program
            : Superusers.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private static string[] Own()
    {
        ProcessStartInfo own = OwnExecutable.With();
        string name = Path.GetFileName(own.FileName);
        bool isOnPath = own.ArgumentList.Count == 0 && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => folder.Length > 0 && Path.GetFullPath(folder) == Path.GetDirectoryName(own.FileName));
        return isOnPath ? [name] : [own.FileName, .. own.ArgumentList];
    }

    private static string Line(params string[] words) => string.Join(' ', words.Select(Quoted));
}
