namespace FieldNode.Cli.Pki;

/// <summary>An issued certificate in the site's folder: a folder of its own, with these files.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="Record">What is known of it.</param>
internal sealed record PkiEntry(string Folder, PkiRecord Record)
{
    internal const string CertificateName = "certificate.pem";
    internal const string ChainName = "chain.pem";
    internal const string KeyName = "key.pem";
    internal const string TrustName = "ca.pem";
    internal const string RecordName = "record.json";
    internal const string PlantName = "plant.pem";

    /// <summary>The certificate alone: what a node shows.</summary>
    internal string CertificateFile => Path.Combine(Folder, CertificateName);

    /// <summary>The certificate and the issuing CA's, without the root: what a broker shows.</summary>
    internal string ChainFile => Path.Combine(Folder, ChainName);

    /// <summary>The private key; not there if it was born elsewhere.</summary>
    internal string KeyFile => Path.Combine(Folder, KeyName);

    /// <summary>Whom it shall believe: a client the brokers' issuing CA, a broker the nodes' with its root.</summary>
    internal string TrustFile => Path.Combine(Folder, TrustName);

    /// <summary>The CAs of a plant up to their root; only there if one of them signed.</summary>
    internal string PlantFile => Path.Combine(Folder, PlantName);

    internal string RecordFile => Path.Combine(Folder, RecordName);

    internal bool HasKey => File.Exists(KeyFile);
}
