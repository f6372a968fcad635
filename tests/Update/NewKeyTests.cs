using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FieldNode.Update.Tests;

public sealed class NewKeyTests
{
    private readonly CuttingStore store = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void It_is_given_for_a_certificate_that_is_for_it_and_for_no_other()
    {
        var kept = new NewKey(store);
        Assert.Null(kept.PemFor(Certificate(key).RawData));
        Assert.True(Keep(kept));
        using ECDsa another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsa = RSA.Create(2048);
        X509Certificate2 own = Certificate(key);

        string pem = Encoding.ASCII.GetString(kept.PemFor(own.RawData)!);

        Assert.Equal(key.ExportECPrivateKeyPem(), pem.TrimEnd());
        foreach (string text in new[] { own.ExportCertificatePem(), own.ExportCertificatePem() + "\0", "# a chain\r\n" + own.ExportCertificatePem().ReplaceLineEndings("\r\n") + "\r\n" + Certificate(another).ExportCertificatePem() })
        {
            Assert.Equal(pem, Encoding.ASCII.GetString(kept.PemFor(Encoding.ASCII.GetBytes(text))!));
        }

        string second = Certificate(another).ExportCertificatePem() + "\n" + own.ExportCertificatePem(); // the node's is the first one
        Assert.Null(kept.PemFor(Encoding.ASCII.GetBytes(second)));
        Assert.Null(kept.PemFor(Certificate(another).RawData));
        Assert.Null(kept.PemFor(new CertificateRequest("CN=n", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)).RawData));
        Assert.Null(kept.PemFor([]));
        Assert.Null(kept.PemFor(Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----")));
        Assert.Null(kept.PemFor(Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\nAAAA")));
    }

    [Fact]
    public void What_the_node_has_as_its_own_is_forgotten_in_every_file()
    {
        var kept = new NewKey(store);
        Keep(kept);
        Keep(kept);
        Assert.Equal([1, 2, 3], kept.ReadRequest());

        Assert.True(kept.Forget());

        Assert.Null(kept.ReadRequest());
        Assert.Null(kept.PemFor(Certificate(key).RawData));
        byte[] secret = key.ExportParameters(true).D!;
        Assert.DoesNotContain(store.List(), name =>
        {
            byte[] file = new byte[1000];
            return file.AsSpan(0, Math.Max(0, store.Read(name, file, 0, file.Length))).IndexOf(secret.AsSpan()) >= 0;
        });
        Assert.True(Keep(kept)); // and there is room for the next one
        Assert.NotNull(kept.PemFor(Certificate(key).RawData));
    }

    private bool Keep(NewKey kept)
    {
        ECParameters all = key.ExportParameters(true);
        return kept.Keep(all.D!, [.. all.Q.X!, .. all.Q.Y!], [1, 2, 3]);
    }

    private static X509Certificate2 Certificate(ECDsa of) =>
        new CertificateRequest("CN=n", of, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
}
