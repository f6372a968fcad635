namespace FieldNode.Virtual.Pki;

/// <summary>What a certificate may be used for (extended key usage, RFC 5280 section 4.2.1.12).</summary>
public enum CertificateUsage
{
    /// <summary>A TLS server: the broker.</summary>
    Server,

    /// <summary>A TLS client: a node or a host.</summary>
    Client,
}
