using System.Globalization;

namespace FieldNode.Cli.Provision;

/// <summary>What stands on a node's label.</summary>
internal sealed record NodeLabel
{
    internal required string Group { get; init; }

    internal required string Node { get; init; }

    internal required string Serial { get; init; }

    internal string? Place { get; init; }

    /// <summary>SHA-256 of the certificate, 64 hexadecimal digits.</summary>
    internal required string Fingerprint { get; init; }

    internal required DateTime CertificateEnd { get; init; }

    /// <summary>What the QR code says: all that tells this node from every other.</summary>
    internal string Code => $"fieldnode:{Uri.EscapeDataString(Group)}/{Uri.EscapeDataString(Node)}?serial={Serial}&sha256={Fingerprint}";

    /// <summary>The fingerprint for eyes: four lines of four groups.</summary>
    internal IReadOnlyList<string> FingerprintLines => [.. Fingerprint.ToUpperInvariant().Chunk(16)
        .Select(line => string.Join(' ', line.Chunk(4).Select(group => new string(group))))];

    internal string EndText => CertificateEnd.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static NodeLabel Of(ProvisionRecord record) => new()
    {
        Group = record.Node.Settings.Group, Node = record.Node.Settings.Node, Serial = record.Serial, Place = record.Place,
        Fingerprint = record.Certificate.Sha256, CertificateEnd = record.Certificate.NotAfter,
    };
}
