using FieldNode.Virtual.Mqtt;
using FieldNode.Virtual.Pki;

namespace FieldNode.Mqtt.Tests;

/// <summary>
/// An authority, a broker's and a node's certificate in a folder of their own, and a foreign authority beside them.
/// </summary>
public sealed class TestPki : IDisposable
{
    public TestPki()
    {
        Folder = Directory.CreateTempSubdirectory("fieldnode-mqtt-").FullName;
        Ca = CertificateAuthority.Create("Test CA");
        ForeignCa = CertificateAuthority.Create("Foreign CA");
        Broker = Ca.IssueServer("broker", "localhost", "127.0.0.1");
        Ca.Save(CaFile);
        using IssuedCertificate node = Ca.IssueClient("plant1-node1");
        node.Save(CertFile, KeyFile);
        Identity = MqttIdentity.Load(CaFile, CertFile, KeyFile);
    }

    public string Folder { get; }

    public CertificateAuthority Ca { get; }

    public CertificateAuthority ForeignCa { get; }

    public IssuedCertificate Broker { get; }

    public MqttIdentity Identity { get; }

    public string CaFile => Path.Combine(Folder, "ca.pem");

    public string CertFile => Path.Combine(Folder, "node.pem");

    public string KeyFile => Path.Combine(Folder, "node.key");

    /// <summary>
    /// The identity of a node whose certificate comes from an authority that our broker does not know.
    /// </summary>
    public MqttIdentity ForeignIdentity()
    {
        string cert = Path.Combine(Folder, "foreign.pem");
        string key = Path.Combine(Folder, "foreign.key");
        using IssuedCertificate node = ForeignCa.IssueClient("stranger");
        node.Save(cert, key);
        return MqttIdentity.Load(CaFile, cert, key);
    }

    /// <summary>Options with time-outs that a busy machine does not reach.</summary>
    public MqttNetOptions Options => new()
    {
        Identity = Identity, ConnectTimeoutMs = 20_000, HandshakeTimeoutMs = 20_000, SendTimeoutMs = 20_000,
    };

    public void Dispose()
    {
        Identity.Dispose();
        Broker.Dispose();
        Ca.Dispose();
        ForeignCa.Dispose();
        Directory.Delete(Folder, true);
    }
}
