using System.Net;

namespace FieldNode.Virtual.Pki;

/// <summary>What a certificate shall say.</summary>
public sealed record CertificateRequestOptions
{
    /// <summary>Common name of the subject.</summary>
    public required string CommonName { get; init; }

    /// <summary>Organization of the subject; of a node its Sparkplug group. Null: none.</summary>
    public string? Organization { get; init; }

    /// <summary>Organizational unit of the subject; null: none.</summary>
    public string? OrganizationalUnit { get; init; }

    /// <summary>What it is for.</summary>
    public CertificateUsage Usage { get; init; } = CertificateUsage.Client;

    /// <summary>Host names (subject alternative names).</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>IP addresses (subject alternative names).</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>Valid from; null: an hour ago, so that a clock that is a little slow accepts it.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Valid until; null: 30 days from now.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Serial number, big-endian and positive; null: 128 random bits.</summary>
    public byte[]? Serial { get; init; }
}
