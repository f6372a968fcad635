using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Cli.Pki;
using FieldNode.Settings;
using FieldNode.Virtual;

namespace FieldNode.Cli.Provision;

/// <summary>All files of a node, in the form that the firmware reads, held against one another before a board sees them.</summary>
internal sealed class FlashImage
{
    internal const string NodeName = "node.json";
    internal const string BoardName = "board.json";
    internal const string StateFolder = "node";

    // LinkIdentity.FileBytesMax of the firmware.
    private const int IdentityBytesMax = 16384;

    private FlashImage(IReadOnlyList<FlashFile> files) => Files = files;

    internal IReadOnlyList<FlashFile> Files { get; }

    internal int Bytes => Files.Sum(file => file.Content.Length);

    /// <summary>Puts them together.</summary>
    /// <param name="node">The settings.</param>
    /// <param name="entry">The node's certificate and key.</param>
    /// <param name="board">The board file; null: a virtual node.</param>
    /// <param name="updateKeys">The update keys' record, or null.</param>
    /// <param name="now">Against it the certificate's dates are held.</param>
    /// <exception cref="UserError">A file is missing, or they do not belong together.</exception>
    internal static FlashImage Bake(NodeFile node, PkiEntry entry, BoardFile? board, byte[]? updateKeys, DateTimeOffset now)
    {
        BrokerSettings broker = node.Settings.Broker;
        string certificate = Read(entry.CertificateFile);
        string key = Read(entry.KeyFile);
        CheckIdentity(node, entry, certificate, key, now);
        var files = new List<FlashFile>();
        if (board is not null)
        {
            files.AddRange(board.Files);
        }
        files.Add(new FlashFile(NodeName, node.Content, false));
        files.Add(Pem(broker.CaFile, Read(entry.TrustFile), false));
        files.Add(Pem(broker.CertificateFile, certificate, false));
        files.Add(Pem(broker.KeyFile, key, true));
        string folder = Path.GetDirectoryName(Path.GetFullPath(node.Source))!;
        foreach ((string name, bool isSecret) in node.Companions())
        {
            string file = Path.Combine(folder, name);
            NamedFile.MustBeThere(file, $"{node.Source} names it: it goes onto the board as well");
            files.Add(isSecret ? new FlashFile(name, RegularFile.ReadAllBytes(file), true) : Pem(name, Read(file), false));
        }
        if (updateKeys is not null)
        {
            files.AddRange(UpdateKeysFile.OnFlash(updateKeys));
        }
        return new FlashImage(files);
    }

    /// <summary>
    /// mbedTLS reads PEM only with a NUL behind it (mbedtls_x509_crt_parse). The firmware adds one that is missing; with it the file is right for
    /// whatever reads it.
    /// </summary>
    private static FlashFile Pem(string name, string text, bool isSecret)
    {
        byte[] content = [.. Encoding.ASCII.GetBytes(text.TrimEnd() + "\n"), 0];
        return content.Length <= IdentityBytesMax
            ? new FlashFile(name, content, isSecret)
            : throw new UserError($"{name}: {content.Length} bytes, and a board reads {IdentityBytesMax} at most");
    }

    private static void CheckIdentity(NodeFile node, PkiEntry entry, string certificatePem, string keyPem, DateTimeOffset now)
    {
        using X509Certificate2 certificate = PkiFolder.LoadCertificate(entry.CertificateFile);
        try
        {
            using X509Certificate2 both = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            throw new UserError($"{entry.KeyFile}: not the key of {PkiEntry.CertificateName} beside it. Revoke the certificate and provision anew: "
                + $"fieldnode pki revoke {node.Settings.Node}", ExitStatus.Wrong, failure);
        }
        string name = certificate.GetNameInfo(X509NameType.SimpleName, false);
        if (name != node.Settings.Node)
        {
            throw new UserError($"{entry.CertificateFile}: it is {name}'s, and the settings are {node.Settings.Node}'s");
        }
        if (certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime || certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            throw new UserError($"{entry.CertificateFile}: valid from {PkiClock.Words(certificate.NotBefore)} to {PkiClock.Words(certificate.NotAfter)}, "
                + $"and this PC's clock says {PkiClock.Words(now.UtcDateTime)}: set the clock, or fieldnode pki renew {name}");
        }
    }

    private static string Read(string path)
    {
        try
        {
            return RegularFile.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: {NamedFile.WhyNot(path, failure)}", ExitStatus.Wrong, failure);
        }
    }
}
