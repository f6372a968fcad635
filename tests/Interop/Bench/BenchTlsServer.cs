using FieldNode.Cli.Pki;
using FieldNode.Virtual.Pki;

namespace FieldNode.Interop.Tests;

/// <summary>openssl s_server with a certificate that a test gives it.</summary>
internal sealed class BenchTlsServer(BenchSite site)
{
    private PeerProcess? process;

    public int Port { get; } = TestPort.Take();

    public string CertificateFile => site.In("server.pem");

    public string CaFile => site.In("server-ca.pem");

    public string Output => process?.Output ?? "";

    public void Take(IssuedCertificate issued, string caPem)
    {
        issued.Save(CertificateFile, site.In("server.key"));
        File.WriteAllText(CaFile, caPem);
    }

    public void Take(PkiEntry entry)
    {
        File.Copy(entry.CertificateFile, CertificateFile);
        File.Copy(entry.KeyFile, site.In("server.key"));
        File.Copy(site.In("pki", "nodes", "ca.pem"), CaFile);
    }

    public async Task StartAsync(string protocol)
    {
        process = site.Own(PeerProcess.Start(Peers.Program("openssl"),
        [
            "s_server", "-accept", $"127.0.0.1:{Port}", "-cert", CertificateFile, "-key", site.In("server.key"), "-cert_chain", CaFile,
            "-CAfile", site.In("pki", "nodes", "ca.pem"), "-partial_chain", "-Verify", "3", "-tls" + protocol.Replace('.', '_'),
        ], holdsInput: true));
        await Wait.UntilAsync(() => process.Output.Contains("ACCEPT", StringComparison.Ordinal), 20, () => "openssl; it said: " + process.Output);
    }

    public void Stop() => process!.Kill();
}
