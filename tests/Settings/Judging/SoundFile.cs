using System.Security.Cryptography.X509Certificates;
using FieldNode.Virtual.Pki;
using FieldNode.Virtual.Settings;

namespace FieldNode.Settings.Tests;

/// <summary>The documentation's example in a folder, with certificates about which there is nothing to say.</summary>
internal sealed class SoundFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fieldnode-sound-");

    internal SoundFile()
    {
        folder.CreateSubdirectory("pki");
        Ca = CertificateAuthority.Create("Plant CA", Now.AddDays(-10), Now.AddDays(400));
        Ca.Save(PathOf("pki/ca.pem"));
        Issue(new CertificateRequestOptions { CommonName = "node1" });
    }

    internal static DateTimeOffset Now { get; } = DateTimeOffset.UtcNow;

    internal CertificateAuthority Ca { get; }

    internal string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>The node's certificate and key.</summary>
    internal IssuedCertificate Issue(CertificateRequestOptions options, CertificateAuthority? by = null)
    {
        IssuedCertificate issued = (by ?? Ca).Issue(options with { NotBefore = options.NotBefore ?? Now.AddDays(-1), NotAfter = options.NotAfter ?? Now.AddDays(365) });
        issued.Save(PathOf("pki/node.pem"), PathOf("pki/node.key"));
        return issued;
    }

    /// <summary>The node file with edits, read as check and run read it.</summary>
    internal SettingsResult Read(params (string Path, string? Json)[] edits)
    {
        File.WriteAllText(PathOf("node.json"), Sample.With(edits));
        return SettingsFile.Read(PathOf("node.json"), checkFiles: true);
    }

    /// <summary>Warnings as lines.</summary>
    internal string[] Lines(params (string Path, string? Json)[] edits)
    {
        SettingsResult read = Read(edits);
        Assert.Empty(read.Faults);
        return [.. read.Warnings.Select(warning => warning.ToString())];
    }

    /// <summary>The model with edits, its files absolute.</summary>
    internal NodeSettings Model(params (string Path, string? Json)[] edits) => Read(edits).Settings!;

    public void Dispose()
    {
        Ca.Dispose();
        folder.Delete(recursive: true);
    }
}
