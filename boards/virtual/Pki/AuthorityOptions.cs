namespace FieldNode.Virtual.Pki;

/// <summary>What the certificate of an authority shall say.</summary>
public sealed record AuthorityOptions
{
    /// <summary>Common name of the subject, at most 64 characters.</summary>
    public required string CommonName { get; init; }

    /// <summary>Organization; null: none.</summary>
    public string? Organization { get; init; }

    /// <summary>Valid from.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Valid until.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>How many authorities may stand in a row below it; 0: it signs for ends only.</summary>
    public int IssuersBelow { get; init; }

    /// <summary>What it may issue certificates for; null: anything.</summary>
    public CertificateUsage? Usage { get; init; }
}
