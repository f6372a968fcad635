namespace FieldNode.Cli.Pki;

/// <summary>The site's issuing CAs. Nodes believe the brokers' one only, so a bench's stolen key poses as no broker.</summary>
internal enum PkiIssuer
{
    /// <summary>Issues to nodes and to everybody else that logs in at a broker.</summary>
    Nodes,

    /// <summary>Issues to brokers.</summary>
    Brokers,
}
