using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Cli;

namespace FieldNode.Tools.Tests;

public sealed class SecretScanTests
{
    [Theory]
    [InlineData("""{ "broker": { "password": "x" } }""", "broker.password")]
    [InlineData("""{ "a": [ { "wifi_password": "x" } ] }""", "a[0].wifi_password")]
    [InlineData("""{ "Passwd": "x" }""", "Passwd")]
    [InlineData("""{ "apiKey": "x" }""", "apiKey")]
    [InlineData("""{ "clientSecret": "x" }""", "clientSecret")]
    [InlineData("""{ "token": 12345 }""", "token")]
    [InlineData("""{ "host": "mqtts://user:pass@broker" }""", "host")]
    public void A_password_in_settings_is_found_and_its_place_named(string json, string path)
    {
        string? found = Json(json);

        Assert.Contains(path, found);
        Assert.DoesNotContain("pass@", found);
    }

    [Theory]
    [InlineData("""{ "passwordFile": "pw.txt", "keyFile": "node.key" }""")]
    [InlineData("""{ "wifiPasswordFile": "wifi.txt" }""")]
    [InlineData("""{ "password": "" }""")]
    [InlineData("""{ "password": null }""")]
    [InlineData("""{ "host": "broker.example", "note": "ask user: name@example" }""")]
    public void A_file_that_holds_one_is_none(string json) => Assert.Null(Json(json));

    [Fact]
    public void Private_keys_are_found_in_every_form()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=x", ec, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
        foreach (string pem in new[]
        {
            rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), ec.ExportECPrivateKeyPem(), ec.ExportPkcs8PrivateKeyPem(),
            rsa.ExportEncryptedPkcs8PrivateKeyPem("p", parameters),
        })
        {
            Assert.NotNull(Find(BundlePartKind.Certificate, Encoding.ASCII.GetBytes("text before\n" + pem)));
            Assert.NotNull(Find(BundlePartKind.Assembly, Encoding.Unicode.GetBytes("in a program " + pem)));
        }

        foreach (byte[] der in new[] { rsa.ExportPkcs8PrivateKey(), rsa.ExportRSAPrivateKey(), ec.ExportECPrivateKey(), ec.ExportPkcs8PrivateKey(), certificate.Export(X509ContentType.Pfx, "p") })
        {
            Assert.NotNull(Find(BundlePartKind.Certificate, der));
        }

        Assert.Null(Find(BundlePartKind.Certificate, certificate.RawData));
        Assert.Null(Find(BundlePartKind.Certificate, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + ec.ExportSubjectPublicKeyInfoPem())));
    }

    private static string? Json(string json) => SecretScan.Find(new(BundlePartKind.Settings, "node.json", Encoding.UTF8.GetBytes(json)));

    private static string? Find(BundlePartKind kind, byte[] content) => SecretScan.Find(new(kind, "x", content));
}
