using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

public sealed class BrokerFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fieldnode-files-");

    public BrokerFilesTests()
    {
        folder.CreateSubdirectory("pki");
        File.WriteAllText(PathOf("node.json"), Sample.Text);
        WritePair("ca");
        WritePair("node");
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Certificates_and_key_that_fit_pass()
    {
        Assert.Empty(Read().Faults);
    }

    [Fact]
    public void Files_that_are_missing_are_all_named_with_the_place_that_was_looked_at()
    {
        folder.GetDirectories()[0].Delete(recursive: true);

        var faults = Read().Faults;

        Assert.Equal(["broker.caFile", "broker.certificateFile", "broker.keyFile"], faults.Select(fault => fault.Path));
        Assert.Equal("\"pki/ca.pem\" (not found)", faults[0].Value);
        Assert.EndsWith("looked for " + PathOf("pki/ca.pem"), faults[0].Allowed, StringComparison.Ordinal);
        Assert.Empty(SettingsFile.Read(PathOf("node.json")).Faults);
    }

    [Fact]
    public void A_certificate_that_is_none_is_a_fault()
    {
        File.WriteAllText(PathOf("pki/ca.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        File.WriteAllText(PathOf("pki/node.pem"), "");

        Assert.Equal(
            [("broker.caFile", "a certificate in PEM form"), ("broker.certificateFile", "a file that can be read")],
            Read().Faults.Select(fault => (fault.Path, fault.Allowed.Split(';')[0])));
    }

    [Fact]
    public void The_key_of_another_certificate_is_a_fault()
    {
        File.Copy(PathOf("pki/ca.key"), PathOf("pki/node.key"), overwrite: true);

        var fault = Assert.Single(Read().Faults);

        Assert.Equal(("broker.keyFile", "the private key of certificateFile"), (fault.Path, fault.Allowed));
    }

    [Fact]
    public void An_encrypted_key_and_a_file_without_a_key_are_faults()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(PathOf("pki/node.key"), key.ExportEncryptedPkcs8PrivateKeyPem("secret",
            new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000)));
        Assert.Equal("an encrypted key", Assert.Single(Read().Faults).Value);

        File.WriteAllText(PathOf("pki/node.key"), "hello");
        Assert.Equal("broker.keyFile", Assert.Single(Read().Faults).Path);
    }

    [Fact]
    public void A_key_before_PKCS_8_passes()
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(PathOf("pki/node.key")));
        File.WriteAllText(PathOf("pki/node.key"), key.ExportECPrivateKeyPem());

        Assert.Empty(Read().Faults);
    }

    [Fact]
    public void An_unreadable_node_file_is_one_fault_that_names_it()
    {
        var empty = PathOf("empty.json");
        File.WriteAllText(empty, "");
        var large = PathOf("large.json");
        File.WriteAllBytes(large, new byte[5 * 1024 * 1024]);

        Assert.Equal($"{PathOf("none.json")}: not found", Line(PathOf("none.json")));
        Assert.Equal($"{PathOf("no/none.json")}: not found", Line(PathOf("no/none.json")));
        Assert.Equal($"{folder.FullName}: a folder", Line(folder.FullName));
        Assert.Equal($"{empty}: an empty file", Line(empty));
        Assert.Equal($"{large}: a larger file", Line(large));
        Assert.Equal(": not a file name", Line(""));
    }

    // As exceptions: whoever runs the tests as root may read every file.
    [Fact]
    public void What_the_system_refuses_is_told_in_plain_words()
    {
        Assert.Equal("no permission to read it", FileBytes.Reason(new UnauthorizedAccessException()));
        Assert.Equal("not found", FileBytes.Reason(new DirectoryNotFoundException()));
        Assert.Equal("not a file name", FileBytes.Reason(new PathTooLongException()));
        Assert.Equal("cannot be read: disk error", FileBytes.Reason(new IOException("disk error")));
    }

    private static string Line(string path)
    {
        var fault = Assert.Single(SettingsFile.Read(path).Faults);
        return $"{fault.Path}: {fault.Value}";
    }

    private SettingsResult Read() => SettingsFile.Read(PathOf("node.json"), checkFiles: true);

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private void WritePair(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(PathOf($"pki/{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf($"pki/{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
