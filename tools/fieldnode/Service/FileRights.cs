using System.Runtime.Versioning;
using FieldNode.Settings;

namespace FieldNode.Cli.Service;

/// <summary>Lets the service's group read the node file and what it names, and nothing else: the owner stays who it is.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class FileRights(ISystemCommands system, string group, string config)
{
    private const UnixFileMode OthersRead = UnixFileMode.OtherRead;
    private const UnixFileMode OthersEnter = UnixFileMode.OtherExecute;

    private readonly string folder = Path.GetDirectoryName(config)!;
    private readonly List<string> lines = [];

    /// <summary>The node file, its certificates, its key and its passwords.</summary>
    internal static IEnumerable<string> FilesOf(string config, NodeSettings settings) =>
        new[] { config, settings.Broker.CaFile, settings.Broker.CertificateFile, settings.Broker.KeyFile, settings.Broker.PasswordFile }
            .Concat((settings.OtherBrokers ?? []).SelectMany(other => new[] { other.CaFile, other.PasswordFile }))
            .OfType<string>().Where(path => path.Length > 0).Distinct(StringComparer.Ordinal);

    /// <returns>What was done, a line each.</returns>
    /// <exception cref="UserError">A folder above lets nobody in.</exception>
    internal IReadOnlyList<string> Give(NodeSettings settings)
    {
        foreach (string file in FilesOf(config, settings))
        {
            for (string? above = Path.GetDirectoryName(file); above is not null; above = Path.GetDirectoryName(above))
            {
                Give(above, OthersEnter, UnixFileMode.GroupExecute);
            }
            bool isSecret = file == settings.Broker.KeyFile || file == settings.Broker.PasswordFile; // one that everybody may read will not stay so
            Give(file, isSecret ? UnixFileMode.None : OthersRead, UnixFileMode.GroupRead);
            if (file == settings.Broker.KeyFile && (File.GetUnixFileMode(file) & OthersRead) != 0)
            {
                lines.Add($"note: {file} can be read by everybody. chmod o= ends that");
            }
        }
        return lines;
    }

    private void Give(string path, UnixFileMode others, UnixFileMode wanted)
    {
        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & others) != 0)
        {
            return;
        }
        if (Directory.Exists(path) && path != folder && !path.StartsWith(folder + "/", StringComparison.Ordinal))
        {
            throw new UserError($"{path} lets nobody in but its owner, so the service cannot read {config}. Put the node file and what it names into a folder such as /etc/fieldnode");
        }
        (int status, string output) = system.Run("chgrp", group, path);
        if (status != 0)
        {
            throw new UserError($"chgrp {group} {path}: {output}");
        }
        File.SetUnixFileMode(path, mode | wanted);
        string line = $"{path}: group {group} may {(wanted == UnixFileMode.GroupRead ? "read it" : "enter")}";
        if (!lines.Contains(line))
        {
            lines.Add(line);
        }
    }
}
