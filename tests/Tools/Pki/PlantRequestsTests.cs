using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Cli.Pki;

namespace FieldNode.Tools.Tests;

/// <summary>A plant's own CA signs: RSA, a root and one CA between.</summary>
public sealed class PlantRequestsTests : IDisposable
{
    private readonly TestSite site = new();
    // Slow to make, and the same for all.
    private static readonly RSA RootKey = RSA.Create(2048);
    private static readonly RSA CaKey = RSA.Create(2048);
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 ca;

    public PlantRequestsTests()
    {
        root = Authority("CN=Plant root", RootKey, null);
        ca = Authority("CN=Plant issuing CA", CaKey, root);
        site.Write("chain.pem", root.ExportCertificatePem() + "\n" + ca.ExportCertificatePem() + "\n");
    }

    public void Dispose()
    {
        site.Dispose();
        root.Dispose();
        ca.Dispose();
    }

    [Fact]
    public async Task A_nodes_key_waits_here_and_its_certificate_comes_back()
    {
        Assert.Equal(0, await site.RunAsync("csr node1 --as node --group kiln --place here --pki {pki}"));
        Assert.Contains("request.csr: have the plant's CA sign it", site.Output.ToString());
        site.Write("signed.pem", Sign("node1"));
        Assert.Equal(0, await site.RunAsync("accept {home}/signed.pem --chain {home}/chain.pem --pki {pki}"));

        using PkiFolder pki = site.Open();
        PkiEntry entry = Assert.Single(pki.Entries);
        Assert.Equal(("node1", "kiln", "here", false, "CN=Plant issuing CA"),
            (entry.Record.Name, entry.Record.Group, entry.Record.Place, entry.Record.Ours, entry.Record.Issuer));
        using X509Certificate2 pair = X509Certificate2.CreateFromPemFile(entry.CertificateFile, entry.KeyFile);
        Assert.True(pair.HasPrivateKey);
        Assert.Equal(File.ReadAllText(entry.CertificateFile) + ca.ExportCertificatePem() + "\n", File.ReadAllText(entry.ChainFile));
        Assert.Equal(ca.ExportCertificatePem() + "\n" + root.ExportCertificatePem() + "\n", File.ReadAllText(entry.PlantFile));
        Assert.Empty(Directory.GetDirectories(site.In("requests")));
    }

    [Fact]
    public async Task The_same_certificate_is_taken_once()
    {
        await site.RunAsync("csr node1 --as node --group kiln --pki {pki}");
        site.Write("signed.pem", Sign("node1"));
        await site.RunAsync("accept {home}/signed.pem --chain {home}/chain.pem --pki {pki}");
        Assert.Equal(1, await site.RunAsync("accept {home}/signed.pem --chain {home}/chain.pem --pki {pki}"));
        Assert.Contains("node1 has it already", site.OneError());
    }

    [Fact]
    public async Task An_issuing_CA_of_the_site_comes_below_the_plants_root()
    {
        Assert.Equal(0, await site.RunAsync("csr nodes --as ca --pki {pki} --password-file {home}/bench.pw"));
        CertificateRequest request = CertificateRequest.LoadSigningRequestPem(
            File.ReadAllText(site.In("nodes", "ca.csr")), HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        using X509Certificate2 signed = request.Create(ca.SubjectName, X509SignatureGenerator.CreateForRSA(CaKey, RSASignaturePadding.Pkcs1),
            DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddYears(8), [1, 2, 3]);
        site.Write("signed.pem", signed.ExportCertificatePem());
        Assert.Equal(0, await site.RunAsync("accept {home}/signed.pem --chain {home}/chain.pem --pki {pki}"));
        Assert.Contains("the nodes CA is below CN=Plant issuing CA now", site.Output.ToString());

        PkiEntry node = site.IssueNode("node1");
        Assert.Equal(File.ReadAllText(node.CertificateFile) + signed.ExportCertificatePem() + "\n" + ca.ExportCertificatePem() + "\n",
            File.ReadAllText(node.ChainFile));
        using X509Certificate2 leaf = PkiFolder.LoadCertificate(node.CertificateFile);
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.ExtraStore.AddRange(new X509Certificate2Collection { signed, ca });
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(leaf));
    }

    public static TheoryData<string, string> Refused() => new()
    {
        { "name", "it is for 'node2', and asked for was 'node1'" },
        { "key", "its key belongs to no request in this folder" },
        { "use", "its extended key usage has no clientAuth" },
        { "no use", "its extended key usage has no clientAuth" },
        { "both uses", "it could pose as a broker" },
        { "ca", "it is a CA's" },
        { "usage", "its key usage has no digitalSignature" },
        { "over", "or a CA of its is not valid now" },
        { "early", "or a CA of its is not valid now" },
        { "chain", "it does not chain to a root in" },
        { "constraints", "2.5.29.30" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_a_board_or_a_broker_would_refuse_is_refused_here(string what, string why)
    {
        await site.RunAsync("csr node1 --as node --group kiln --pki {pki}");
        site.Write("signed.pem", Sign(what == "name" ? "node2" : "node1", what));
        if (what == "chain")
        {
            using RSA stranger = RSA.Create(2048);
            using X509Certificate2 other = Authority("CN=Plant issuing CA", stranger, null);
            site.Write("chain.pem", other.ExportCertificatePem());
        }
        Assert.Equal(1, await site.RunAsync("accept {home}/signed.pem --chain {home}/chain.pem --pki {pki}"));
        Assert.Contains(why, site.OneError());
        Assert.Empty(Directory.GetDirectories(site.In("issued")));
        Assert.Single(Directory.GetDirectories(site.In("requests")));
    }

    [Fact]
    public async Task A_broker_without_one_of_its_names_is_refused()
    {
        await site.RunAsync("csr broker.example --as server --host spare.example --pki {pki}");
        site.Write("signed.pem", Sign("broker.example", "server"));
        Assert.Equal(1, await site.RunAsync("accept {home}/signed.pem --chain {home}/chain.pem --pki {pki}"));
        Assert.Contains("it does not name the host spare.example", site.OneError());
    }

    private string Sign(string name, string what = "")
    {
        string folder = Directory.GetDirectories(site.In("requests")).Single();
        PublicKey key = CertificateRequest.LoadSigningRequestPem(
            File.ReadAllText(Path.Combine(folder, "request.csr")), HashAlgorithmName.SHA256).PublicKey;
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName("CN=" + name),
            what == "key" ? new PublicKey(other) : key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(what == "ca", false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            what == "usage" ? X509KeyUsageFlags.KeyAgreement : X509KeyUsageFlags.DigitalSignature, true));
        OidCollection uses = [];
        if (what is not ("use" or "server"))
        {
            uses.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        }
        if (what is "use" or "both uses" or "server")
        {
            uses.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        }
        if (what != "no use")
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(uses, false));
        }
        if (what == "server")
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }
        if (what == "constraints")
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.30", [0x30, 0x00], critical: true));
        }
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 signed = request.Create(ca.SubjectName, X509SignatureGenerator.CreateForRSA(CaKey, RSASignaturePadding.Pkcs1),
            what == "early" ? now.AddDays(1) : now.AddDays(-9), what == "over" ? now.AddDays(-1) : now.AddDays(300), SerialNumber());
        return signed.ExportCertificatePem() + "\n";
    }

    private static byte[] SerialNumber() => [1, .. RandomNumberGenerator.GetBytes(15)];

    private static X509Certificate2 Authority(string subject, RSA key, X509Certificate2? issuer)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return issuer is null
            ? request.CreateSelfSigned(now.AddDays(-20), now.AddYears(10))
            : request.Create(issuer, now.AddDays(-10), now.AddYears(9), SerialNumber()).CopyWithPrivateKey(key);
    }
}
