using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Cli.FleetSim;

/// <summary>A CA that lives as long as the run, in a folder that only we may enter, and a key and a certificate (EC P-256) for each node.</summary>
internal sealed class FleetSimCertificates : IDisposable
{
    private const int Days = 90; // longer than a node warns ahead of its certificate's end

    private readonly CertificateAuthority authority = CertificateAuthority.Create("FieldNode fleet-sim CA", notAfter: DateTimeOffset.UtcNow.AddDays(Days + 1));
    private readonly string folder = Directory.CreateTempSubdirectory("fieldnode-fleet-sim-").FullName; // mode 0700

    internal FleetSimCertificates()
    {
        authority.Save(CaFile);
        using IssuedCertificate broker = authority.IssueServer("localhost", "localhost", "127.0.0.1");
        broker.Save(BrokerFile, BrokerKeyFile);
        using IssuedCertificate host = Issue(FleetSimBroker.HostName);
        host.Save(HostFile, HostKeyFile);
        using IssuedCertificate desk = Issue(FleetSimBroker.DeskName);
        desk.Save(In("desk.pem"), In("desk.key"));
    }

    internal string CaFile => In("ca.pem");

    internal string BrokerFile => In("broker.pem");

    internal string BrokerKeyFile => In("broker.key");

    internal string HostFile => In("host.pem");

    internal string HostKeyFile => In("host.key");

    internal string In(string name) => Path.Combine(folder, name);

    /// <summary>Makes a key and a certificate for a node, and reads them as a node does. The files go at once: ten thousand are nobody's to keep.</summary>
    internal MqttIdentity Identity(string name)
    {
        (string certificate, string key) = (In(name + ".pem"), In(name + ".key"));
        using (IssuedCertificate issued = Issue(name))
        {
            File.WriteAllText(certificate, issued.CertificatePem);
            File.WriteAllText(key, issued.KeyPem());
        }
        MqttIdentity identity = MqttIdentity.Load(CaFile, certificate, key);
        File.Delete(certificate);
        File.Delete(key);
        return identity;
    }

    public void Dispose()
    {
        authority.Dispose();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A file may still be held for a moment; the system clears its temporary folder.
        }
    }

    private IssuedCertificate Issue(string name) => authority.Issue(new CertificateRequestOptions { CommonName = name, NotAfter = DateTimeOffset.UtcNow.AddDays(Days) });
}
