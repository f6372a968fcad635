using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Loader;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode.Virtual.Updates;

/// <summary>What a PC is to a bundle: a board without a chip's name, with memory and disk enough, whose own files are those beside its node file.</summary>
/// <param name="settingsPath">The node file; settings that proved themselves replace it.</param>
/// <param name="board">The board that the node file names, or null.</param>
/// <param name="slot">What the loader started, or UpdateRecord.Factory.</param>
public sealed class PcUpdate(string settingsPath, string? board, int slot)
{
    /// <summary>How bundles call a PC whose node file names no board.</summary>
    public const string Board = Sim.SimBoard.Name;

    private const string NodeFile = "node.json";
    private const string RecordFile = "node.record";
    private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(settingsPath))!;

    /// <summary>The slot that runs.</summary>
    public int Slot => slot;

    /// <summary>A key that was made here and waits for its certificate; null: there cannot be one.</summary>
    public NewKey? NewKey { get; init; }

    /// <summary>What bundles have to fit.</summary>
    public UpdateTarget Target { get; } = TargetOf(board);

    /// <summary>The same for the loader, which has no firmware yet.</summary>
    public static UpdateTarget TargetOf(string? board) => new()
    {
        Board = board ?? Board, Loader = BootChoice.LoaderVersion, CanRunAssemblies = true,
    };

    /// <summary>The node file that a part is, or null if it is none; a record is one, too, in another form.</summary>
    public static byte[]? NodeFileOf(string name, byte[] content)
    {
        if (name != RecordFile)
        {
            return name == NodeFile ? content : null;
        }

        SettingsRecord record = SettingsRecord.Open(content, content.Length, VirtualPorts.FirmwareVersion);
        return record.Fault == RecordFault.None ? ModelWriter.ToJson(record.Read()) : null;
    }

    /// <summary>As <c>fieldnode check</c> would judge it at its place, certificates included.</summary>
    public NodeSettings Parse(byte[] json)
    {
        SettingsResult read = SettingsFile.Parse(json, folder, checkFiles: true);
        return read.Settings is { } settings && read.Faults.Count == 0 ? settings
            : throw new ArgumentException(string.Join("; ", read.Faults));
    }

    /// <summary>A certificate must be one, called as a file that the node file names, and the node's own be for a key that it has; a PC has no board file.</summary>
    public UpdateReason Judge(PartKind kind, string name, byte[] content)
    {
        if (kind != PartKind.Certificate)
        {
            return UpdateReason.BadSettings;
        }

        BrokerSettings? broker = Broker();
        bool isOwn = Path.GetFileName(broker?.CertificateFile) == name;
        return (isOwn || Path.GetFileName(broker?.CaFile) == name) && IsCertificate(content) && (!isOwn || HasKeyOf(content, broker!.KeyFile))
            ? UpdateReason.None : UpdateReason.BadPart;
    }

    /// <summary>Puts a file where this node has its own, and before a certificate for a new key that key; the old one is there until the new one is whole.</summary>
    public bool Adopt(PartKind kind, string name, byte[] content)
    {
        byte[]? nodeFile = kind == PartKind.Settings ? NodeFileOf(name, content) : null;
        if (kind == PartKind.Settings && nodeFile is null)
        {
            return false;
        }

        try
        {
            if (kind == PartKind.Certificate && Broker() is { } broker && Path.GetFileName(broker.CertificateFile) == name && NewKey?.PemFor(content) is { } key)
            {
                DurableFile.WriteSecret(broker.KeyFile, key);
            }

            DurableFile.Write(nodeFile is null ? PlaceOf(name) : settingsPath, nodeFile ?? content);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // a folder that this user may not write: what is in the slot goes on to count
        }
    }

    private BrokerSettings? Broker() => SettingsFile.Read(settingsPath).Settings?.Broker;

    // Where the node file has it, which may be another folder than its own.
    private string PlaceOf(string name)
    {
        BrokerSettings? broker = Broker();
        return new[] { broker?.CertificateFile, broker?.CaFile }.FirstOrDefault(path => path is not null && Path.GetFileName(path) == name) ?? Path.Combine(folder, name);
    }

    // A key file that cannot be read says nothing: the node runs with what it read at its start.
    private bool HasKeyOf(byte[] content, string? keyFile)
    {
        if (NewKey?.PemFor(content) is not null)
        {
            return true;
        }

        try
        {
            string key = RegularFile.ReadAllText(keyFile!);
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(content);
            using X509Certificate2 pair = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsCertificate(byte[] content)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(content);
            return !Encoding.UTF8.GetString(content).Contains("PRIVATE KEY", StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
