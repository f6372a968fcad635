using System.Security.Cryptography;
using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Mqtt.Tests;

public sealed class MqttIdentityTests : IDisposable
{
    private readonly TestPki pki = new();

    [Fact]
    public void A_missing_file_is_named_with_its_part()
    {
        string none = Path.Combine(pki.Folder, "none.pem");
        Assert.Equal($"CA file {none}: not found", Fault(none, pki.CertFile, pki.KeyFile));
        Assert.Equal($"certificate file {none}: not found", Fault(pki.CaFile, none, pki.KeyFile));
        Assert.Equal($"key file {none}: not found", Fault(pki.CaFile, pki.CertFile, none));
        Assert.Equal($"key file {none}/x: not found", Fault(pki.CaFile, pki.CertFile, none + "/x"));
    }

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.Equal($"key file {pki.Folder}: is a folder", Fault(pki.CaFile, pki.CertFile, pki.Folder));

    [Fact]
    public void A_file_without_the_expected_pem_is_named()
    {
        string empty = Write("empty.pem", "");
        Assert.StartsWith($"CA file {empty}: holds no PEM certificate", Fault(empty, pki.CertFile, pki.KeyFile));
        Assert.StartsWith($"certificate file {pki.KeyFile}: holds no PEM", Fault(pki.CaFile, pki.KeyFile, pki.KeyFile));
        Assert.StartsWith($"key file {pki.CertFile}: holds no PEM private key",
            Fault(pki.CaFile, pki.CertFile, pki.CertFile));
    }

    [Fact]
    public void A_damaged_certificate_is_named()
    {
        string bad = Write("bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Assert.Equal($"certificate file {bad}: a certificate in it is damaged", Fault(pki.CaFile, bad, pki.KeyFile));
    }

    [Fact]
    public void A_key_of_another_certificate_is_named()
    {
        string otherCert = Path.Combine(pki.Folder, "other.pem");
        string otherKey = Path.Combine(pki.Folder, "other.key");
        using IssuedCertificate other = pki.Ca.IssueClient("other");
        other.Save(otherCert, otherKey);
        Assert.Equal($"key file {otherKey}: does not belong to the certificate in {pki.CertFile}",
            Fault(pki.CaFile, pki.CertFile, otherKey));
    }

    [Fact]
    public void An_encrypted_key_is_named_and_not_asked_for()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PbeParameters how = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        string encrypted = Write("encrypted.key", key.ExportEncryptedPkcs8PrivateKeyPem("secret", how));
        Assert.Contains("is encrypted", Fault(pki.CaFile, pki.CertFile, encrypted));

        string old = Write("old.key", "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
            + "DEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n");
        Assert.Contains("is encrypted", Fault(pki.CaFile, pki.CertFile, old));
    }

    [Fact]
    public void A_key_in_sec1_form_and_certificates_in_a_chain_are_taken()
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(pki.KeyFile));
        string sec1 = Write("sec1.key", key.ExportECPrivateKeyPem());
        string chain = Write("chain.pem", File.ReadAllText(pki.CertFile) + pki.Ca.CertificatePem);
        string twoAuthorities = Write("cas.pem", pki.ForeignCa.CertificatePem + pki.Ca.CertificatePem);
        using MqttIdentity identity = MqttIdentity.Load(twoAuthorities, chain, sec1);
        Assert.NotNull(identity);
    }

    public void Dispose() => pki.Dispose();

    private static string Fault(string ca, string cert, string key)
    {
        string message = Assert.Throws<MqttIdentityException>(() => MqttIdentity.Load(ca, cert, key)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private string Write(string name, string text)
    {
        string file = Path.Combine(pki.Folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
