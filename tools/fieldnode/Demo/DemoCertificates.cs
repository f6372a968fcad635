using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli;

/// <summary>A certificate authority that lives as long as the demo, and the files of what it signed.</summary>
internal sealed class DemoCertificates : IDisposable
{
    /// <summary>Longer than a node warns ahead of the end of its certificate.</summary>
    private const int Days = 90;

    private readonly string folder;
    private readonly CertificateAuthority authority = CertificateAuthority.Create("FieldNode demo CA", notAfter: DateTimeOffset.UtcNow.AddDays(Days + 1));

    internal DemoCertificates(string folder)
    {
        this.folder = folder;
        authority.Save(CaFile);
    }

    internal X509Certificate2 Ca => authority.Certificate;

    internal string CaFile => Path.Combine(folder, "ca.pem");

    internal string CertificateFile(string name) => Path.Combine(folder, name + ".pem");

    internal string KeyFile(string name) => Path.Combine(folder, name + ".key");

    /// <summary>A certificate for a broker on this machine, with its key.</summary>
    internal IssuedCertificate IssueBroker() => authority.IssueServer("localhost", "localhost", "127.0.0.1");

    /// <summary>Makes a certificate for a client and writes it and its key as PEM files.</summary>
    internal void IssueClient(string name)
    {
        using IssuedCertificate issued = authority.Issue(new CertificateRequestOptions { CommonName = name, NotAfter = DateTimeOffset.UtcNow.AddDays(Days) });
        issued.Save(CertificateFile(name), KeyFile(name));
    }

    public void Dispose() => authority.Dispose();
}
