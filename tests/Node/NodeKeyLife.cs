using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.NodeTests;

/// <summary>
/// A whole node that makes a key on order, gets a certificate for it, tries both and takes them over; then makes another one, with whose certificate a device
/// does not answer, so it goes back. The supply goes at one operation of it, and the node goes on from there to the same end.
/// </summary>
internal sealed class NodeKeyLife : NodeLife
{
    private const string CertificateFile = "cert";
    private const int Last = 10;

    private static readonly ECDsa Authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa First = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly string FirstCertificate = Sign(new CertificateRequest("CN=N1", First, HashAlgorithmName.SHA256));
    private static readonly (byte[] Offer, byte[] Body)[] Orders = [.. new[] { 7, 9 }.Select(sequence => Signed(sequence, new BundlePart(BundlePartKind.KeyOrder, "new-key", [.. "FNKO"u8, 1, 1, 0, 0])))];

    private readonly Dictionary<string, (byte[] Offer, byte[] Body)> certificates = []; // by request: the same one is sent again

    private NodeKeyLife(CuttingStore store)
        : base(store, Last)
    {
    }

    /// <inheritdoc cref="NodeLife.RunWhole"/>
    public static IReadOnlyList<FlashOperation> Operations() => new NodeKeyLife(new CuttingStore(Bench()) { Log = [] }).RunWhole();

    /// <inheritdoc cref="NodeLife.RunCut"/>
    public static string? Fault(int operation, Remains remains, bool losesOrder) => new NodeKeyLife(new CuttingStore(Bench())).RunCut(operation, remains, losesOrder);

    private static MemoryStore Bench()
    {
        var flash = new MemoryStore();
        new AbRecord(flash, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(Bundles.Bytes(32, 77), UpdateKeys.OwnBytes);
        new AbRecord(flash, KeyRecord.Name, KeyRecord.Bytes).Write(SigningKeys.Record, KeyRecord.Bytes);
        flash.Files[CertificateFile] = Encoding.ASCII.GetBytes(FirstCertificate);
        flash.Files[SimUpdate.KeyFile] = Encoding.ASCII.GetBytes(First.ExportECPrivateKeyPem());
        return flash;
    }

    protected override void Deliver(int lowest)
    {
        if (lowest == 8)
        {
            AwaitCopy();
        }

        (byte[] offer, byte[] body) = lowest < 7 ? Orders[0] : lowest == 8 ? Orders[1] : Certificate(lowest + 1);
        new UpdateHost(Node).Deliver(offer, body, Math.Max(lowest + 1, 7), 60_000);
    }

    // What whoever signs does with the request that came up.
    private (byte[] Offer, byte[] Body) Certificate(int sequence)
    {
        byte[] request = new UpdateHost(Node).Bytes("Certificate request");
        string name = Convert.ToHexString(request);
        if (!certificates.TryGetValue(name, out (byte[], byte[]) bundle))
        {
            string pem = Sign(CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256));
            bundle = certificates[name] = Signed(sequence, new BundlePart(BundlePartKind.Certificate, CertificateFile, Encoding.ASCII.GetBytes(pem)));
        }

        return bundle;
    }

    // The pair that this start logs in with, as boards choose it.
    protected override string? FaultNow()
    {
        var record = new UpdateRecord(Store);
        byte[]? brought = Board.Choice.Settings?.PartOf(0); // of a bundle with nothing else
        byte[] certificate = brought ?? Own(CertificateFile);
        byte[] key = (brought is null ? null : new NewKey(Store).PemFor(brought)) ?? Own(SimUpdate.KeyFile);
        string pem = Encoding.ASCII.GetString(certificate);
        try
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPem(pem, Encoding.ASCII.GetString(key));
        }
        catch (CryptographicException e)
        {
            return $"certificate and key are no pair: {e.Message}";
        }

        return record.Lowest >= 8 && pem == FirstCertificate ? "the new certificate was confirmed, and it runs with the old one"
            : record.Lowest < 8 && !Board.Choice.IsTrial && pem != FirstCertificate ? "the new certificate was not confirmed, and it runs with it" : null;
    }

    protected override string? EndFault()
    {
        var kept = new NewKey(Store);
        return kept.ReadRequest() is null ? "the second key, whose certificate was taken back, waits no more"
            : kept.PemFor(Own(CertificateFile)) is not null ? "the key in use waits still"
            : null;
    }

    private byte[] Own(string name)
    {
        byte[] file = new byte[4096];
        return file[..Math.Max(0, Store.Read(name, file, 0, file.Length))];
    }

    private static (byte[] Offer, byte[] Body) Signed(int sequence, BundlePart part)
    {
        var content = new BundleContent { Board = Bundles.Board, Version = $"key {sequence}", Sequence = sequence, Expires = Bundles.Now.AddDays(90), Parts = [part] };
        return (Bundles.Offer(content), Bundles.Body(content));
    }

    private static string Sign(CertificateRequest request) => request.Create(new X500DistinguishedName("CN=ca"), X509SignatureGenerator.CreateForECDsa(Authority),
        DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(300), RandomNumberGenerator.GetBytes(8)).ExportCertificatePem();
}
