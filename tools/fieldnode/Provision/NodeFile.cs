using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Virtual;
using FieldNode.Virtual.Settings;

namespace FieldNode.Cli.Provision;

/// <summary>The settings that a board gets: the file to the byte, and what the bench has to know of it.</summary>
internal sealed class NodeFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private NodeFile(string source, byte[] content, NodeSettings settings)
    {
        Source = source;
        Content = content;
        Settings = settings;
    }

    /// <summary>Where it was read.</summary>
    internal string Source { get; }

    internal byte[] Content { get; }

    /// <summary>Names of files as they are written: beside the node file on the flash.</summary>
    internal NodeSettings Settings { get; }

    internal string Id => $"{Settings.Group}/{Settings.Node}";

    internal string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>What the birth tells of it.</summary>
    internal uint Crc => (uint)Crc32.Of(Content, 0, Content.Length);

    internal string ClientId => Settings.Broker.ClientId ?? $"{Settings.Group}-{Settings.Node}";

    internal string BrokerAddress => $"{Settings.Broker.Host}:{Settings.Broker.Port}";

    /// <summary>All devices that the node publishes, with the bus that each is on.</summary>
    internal IReadOnlyDictionary<string, string> Devices { get; private init; } = new Dictionary<string, string>();

    internal int TagCount => (Settings.Devices ?? []).Sum(device => device.Tags?.Length ?? 0)
        + (Settings.Sensors ?? []).Sum(sensor => sensor.Tags?.Length ?? 0);

    /// <summary>Reads and checks a node file for a board.</summary>
    /// <param name="path">The file.</param>
    /// <param name="board">The board that it is for; null: the one that it names.</param>
    /// <param name="renamed">Group and node in the place of those in it; null: as they are.</param>
    /// <exception cref="UserError">It has faults, or names files that no flash has.</exception>
    internal static NodeFile Read(string path, string? board, (string Group, string Node)? renamed = null)
    {
        NamedFile.MustBeThere(path, "Say which node file the board gets");
        byte[] content;
        try
        {
            content = RegularFile.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Usage, failure);
        }
        if (renamed is { } name)
        {
            content = Rename(path, content, name.Group, name.Node);
        }
        SettingsResult result = SettingsFile.Parse(content, ".", checkFiles: false, board, asWritten: true);
        if (result.Settings is not { } settings)
        {
            SettingsFault first = result.Faults[0];
            throw new UserError($"{path}: {result.Faults.Count} fault{(result.Faults.Count == 1 ? "" : "s")}; the first: {first}. fieldnode check shows all"
                + (board is null ? "" : $" (--board {board})"));
        }
        Pki.PkiName.Check(settings.Node, $"{path}: node");
        Pki.PkiName.Check(settings.Group, $"{path}: group");
        foreach (string file in FilesOf(settings))
        {
            // On the flash there are no folders but the node's own, and nothing is found from the bench's.
            if (file != Path.GetFileName(file) || file.Contains('\\', StringComparison.Ordinal) || file.Contains(':', StringComparison.Ordinal))
            {
                throw new UserError($"{path}: it names {file}: on a board all files lie beside the node file. Write the name alone");
            }
        }
        string? twice = FilesOf(settings).Concat([FlashImage.NodeName, FlashImage.BoardName]).GroupBy(file => file, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1 && same.Distinct().Count() <= same.Count() && !IsSharedCa(settings, same.Key))?.Key;
        return twice is null
            ? new NodeFile(path, content, settings) { Devices = DevicesOf(settings) }
            : throw new UserError($"{path}: {twice} stands for two files. Give each a name of its own");
    }

    /// <summary>Files that the bench brings along as they are: passwords, and CAs of further brokers.</summary>
    internal IEnumerable<(string Name, bool IsSecret)> Companions()
    {
        OtherBrokerSettings[] others = Settings.OtherBrokers ?? [];
        IEnumerable<(string?, bool)> all = others.Select(other => ((string?)other.PasswordFile, true))
            .Prepend(((string?)Settings.Broker.PasswordFile, true))
            .Concat(others.Select(other => ((string?)other.CaFile, false)));
        return all.Where(one => one.Item1 is not null && one.Item1 != Settings.Broker.CaFile).Select(one => (one.Item1!, one.Item2)).Distinct();
    }

    private static bool IsSharedCa(NodeSettings settings, string file) =>
        (settings.OtherBrokers ?? []).Any(other => other.CaFile == file) && (settings.Broker.CertificateFile != file && settings.Broker.KeyFile != file
            && settings.Broker.PasswordFile != file);

    private static IEnumerable<string> FilesOf(NodeSettings settings) => new[]
    {
        settings.Broker.CaFile, settings.Broker.CertificateFile, settings.Broker.KeyFile, settings.Broker.PasswordFile,
    }.Concat((settings.OtherBrokers ?? []).SelectMany(other => new[] { other.CaFile, other.PasswordFile })).OfType<string>();

    private static Dictionary<string, string> DevicesOf(NodeSettings settings)
    {
        var devices = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DeviceSettings device in settings.Devices ?? [])
        {
            devices[device.Name] = "line " + device.Line;
        }
        foreach (SensorSettings sensor in settings.Sensors ?? [])
        {
            devices.TryAdd(sensor.Device, "sensors");
        }
        if (settings.Terminals is { } terminals)
        {
            devices.TryAdd(terminals.Device, "terminals");
        }
        return devices;
    }

    private static byte[] Rename(string path, byte[] content, string group, string node)
    {
        try
        {
            JsonObject root = JsonNode.Parse(content)!.AsObject();
            root["group"] = group;
            root["node"] = node;
            return Encoding.UTF8.GetBytes(root.ToJsonString(Readable) + "\n");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new UserError($"{path}: no node file: fieldnode check says why", ExitStatus.Wrong, failure);
        }
    }
}
