using FieldNode.Cli.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>OpenSSL verifies each chain of a site, for its use and for no other, and opens the CAs' keys by their passwords.</summary>
public sealed class PkiOpenSslTests
{
    [Fact(Timeout = 120_000)]
    public async Task Each_chain_holds_for_its_use_and_for_no_other()
    {
        await using BenchSite site = await SiteAsync();
        foreach (string name in new[] { "node1", "historian", "bench", "scada", "localhost" })
        {
            bool isServer = name == "localhost";
            Assert.Contains("OK", Verify(site, site.Entry(name), isServer ? "brokers" : "nodes", isServer ? "sslserver" : "sslclient"), StringComparison.Ordinal);
            Assert.Contains("unsuitable certificate purpose", Verify(site, site.Entry(name), isServer ? "brokers" : "nodes", isServer ? "sslclient" : "sslserver"),
                StringComparison.Ordinal);
            Assert.Contains("unable to get local issuer certificate", Verify(site, site.Entry(name), isServer ? "nodes" : "brokers", "any"),
                StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stolen_key_of_the_nodes_CA_makes_no_brokers_certificate_that_OpenSSL_takes()
    {
        await using BenchSite site = await SiteAsync();
        using PkiFolder pki = PkiFolder.Open(site.In("pki"), TimeProvider.System);
        using var ca = pki.Unlock(PkiIssuer.Nodes, "bench password 1");
        using var forged = ca.IssueServer("localhost", "localhost");
        File.WriteAllText(site.In("forged.pem"), forged.CertificatePem);
        string said = OpenSsl(["verify", "-CAfile", site.In("pki", "root", "ca.pem"), "-untrusted", site.In("pki", "nodes", "ca.pem"),
            "-purpose", "sslserver", site.In("forged.pem")]);
        Assert.Contains("unsuitable certificate purpose", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_revoked_certificate_is_on_the_list_and_another_is_not()
    {
        await using BenchSite site = await SiteAsync();
        await site.PkiAsync("revoke node1 --reason key-compromise");
        string[] list = ["-crl_check", "-CRLfile", site.In("pki", "nodes", "crl.pem")];
        Assert.Contains("certificate revoked", Verify(site, site.Entry("node1"), "nodes", "sslclient", list), StringComparison.Ordinal);
        Assert.Contains("OK", Verify(site, site.Entry("scada"), "nodes", "sslclient", list), StringComparison.Ordinal);
        Assert.Contains("Key Compromise", OpenSsl(["crl", "-in", site.In("pki", "nodes", "crl.pem"), "-noout", "-text"]), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_CAs_keys_are_encrypted_by_AES_256_and_slow_to_guess()
    {
        await using BenchSite site = await SiteAsync();
        var init = new PkiInit { Folder = site.In("strong"), RootPassword = "root password 1", Password = "bench password 1" };
        init.Make();
        foreach ((string ca, string password) in new[] { ("root", "root password 1"), ("nodes", "bench password 1"), ("brokers", "bench password 1") })
        {
            string key = site.In("strong", ca, "ca.key");
            string form = OpenSsl(["asn1parse", "-in", key]);
            Assert.Contains("PBES2", form, StringComparison.Ordinal);
            Assert.Contains("aes-256-cbc", form, StringComparison.Ordinal);
            Assert.Contains("hmacWithSHA256", form, StringComparison.Ordinal);
            Assert.Contains(":0927C0", form, StringComparison.Ordinal); // 600,000 rounds
            Assert.Contains("ASN1 OID: prime256v1", OpenSsl(["pkey", "-in", key, "-passin", "pass:" + password, "-noout", "-text"]), StringComparison.Ordinal);
            Assert.DoesNotContain("prime256v1", OpenSsl(["pkey", "-in", key, "-passin", "pass:guess", "-noout", "-text"]), StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_request_by_OpenSSL_is_signed_and_a_certificate_with_SHA_1_is_not_accepted()
    {
        await using BenchSite site = await SiteAsync();
        OpenSsl(["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", site.In("own.key"), "-subj", "/CN=node8",
            "-out", site.In("own.csr")]);
        await site.PkiAsync($"sign {site.In("own.csr")} --as node --group kiln");
        Assert.Contains("OK", Verify(site, site.Entry("node8"), "nodes", "sslclient"), StringComparison.Ordinal);

        await site.PkiAsync("csr node9 --as node --group kiln");
        OpenSsl(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", site.In("plant.key"), "-subj", "/CN=Plant CA", "-days", "30", "-out", site.In("plant.pem")]);
        File.WriteAllText(site.In("ext"), "keyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n");
        foreach ((string digest, int status, string said) in new[] { ("-sha1", 1, "is signed with sha1"), ("-sha256", 0, "node9: node of group kiln") })
        {
            OpenSsl(["x509", "-req", "-in", site.In("pki", "requests", "node9", "request.csr"), "-CA", site.In("plant.pem"), "-CAkey", site.In("plant.key"),
                "-CAcreateserial", "-days", "20", digest, "-extfile", site.In("ext"), "-out", site.In("signed.pem")]);
            (int ended, string told) = await site.TryAsync($"pki accept {site.In("signed.pem")} --chain {site.In("plant.pem")} --pki {site.In("pki")}");
            Assert.True(ended == status, told);
            Assert.Contains(said, told, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static async Task<BenchSite> SiteAsync()
    {
        Peers.Program("openssl");
        return await BenchSite.CreateAsync("node node1 --group kiln", "host historian", "maintenance bench", "writer scada --rebirth");
    }

    private static string Verify(BenchSite site, PkiEntry entry, string issuer, string purpose, params string[] more) => OpenSsl(
    [
        "verify", "-CAfile", site.In("pki", "root", "ca.pem"), "-untrusted", site.In("pki", issuer, "ca.pem"), "-purpose", purpose, .. more,
        entry.CertificateFile,
    ]);

    // What it says, well or ill.
    private static string OpenSsl(string[] arguments)
    {
        try
        {
            return PeerProcess.Run(Peers.Program("openssl"), arguments);
        }
        catch (InvalidOperationException failure)
        {
            return failure.Message;
        }
    }
}
