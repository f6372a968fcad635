using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

public sealed class PcUpdateTests : IDisposable
{
    private static readonly string Pem = Certificate();
    private readonly SlotFolder folder = new();

    public void Dispose() => folder.Dispose();

    private PcUpdate Pc => new(folder.SettingsPath, null, UpdateRecord.Factory);

    [Fact]
    public void A_bundle_for_a_PC_is_for_the_board_of_its_node_file_or_for_none()
    {
        Assert.Equal(("simulated", "esp32-s3"), (Pc.Target.Board, new PcUpdate(folder.SettingsPath, "esp32-s3", 0).Target.Board));
        Assert.True(Pc.Target.CanRunAssemblies);
    }

    [Fact]
    public void A_certificate_is_one_that_the_node_file_names_and_no_key()
    {
        Assert.Equal(UpdateReason.None, Judge(PartKind.Certificate, "node.pem", Pem));
        Assert.Equal(UpdateReason.None, Judge(PartKind.Certificate, "ca.pem", Pem));
        Assert.Equal(UpdateReason.BadPart, Judge(PartKind.Certificate, "other.pem", Pem));
        Assert.Equal(UpdateReason.BadPart, Judge(PartKind.Certificate, "node.key", Pem));
        Assert.Equal(UpdateReason.BadPart, Judge(PartKind.Certificate, "node.pem", "no certificate"));
        Assert.Equal(UpdateReason.BadPart, Judge(PartKind.Certificate, "node.pem", Pem + "-----BEGIN PRIVATE KEY-----"));
        Assert.Equal(UpdateReason.BadSettings, Judge(PartKind.Settings, "board.json", "{}")); // a PC has none
    }

    [Fact]
    public void A_node_file_with_a_fault_is_none()
    {
        Assert.Throws<ArgumentException>(() => Pc.Parse(Encoding.UTF8.GetBytes(SlotFolder.Settings(heartbeatMs: 1))));
        Assert.Throws<ArgumentException>(() => Pc.Parse(Encoding.UTF8.GetBytes(SlotFolder.Settings()))); // its certificates are not there
    }

    [Fact]
    public void What_proved_itself_replaces_the_nodes_own_file()
    {
        byte[] next = Encoding.UTF8.GetBytes(SlotFolder.Settings(heartbeatMs: 5000));
        Assert.True(Pc.Adopt(PartKind.Settings, "node.json", next));
        Assert.Equal(next, File.ReadAllBytes(folder.SettingsPath));
        Assert.True(Pc.Adopt(PartKind.Certificate, "node.pem", Encoding.UTF8.GetBytes(Pem)));
        Assert.Equal(Pem, File.ReadAllText(folder.In("node.pem")));
        Assert.False(Pc.Adopt(PartKind.Settings, "other.json", next));
        Assert.False(new PcUpdate(Path.Combine(folder.In("missing"), "node.json"), null, 0).Adopt(PartKind.Settings, "node.json", next));
    }

    [Fact]
    public void The_nodes_own_certificate_is_for_a_key_that_it_has_or_for_a_new_one_that_waits()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.In("node.key"), own.ExportECPrivateKeyPem());
        var waiting = new NewKey(folder.Store);
        ECParameters all = made.ExportParameters(true);
        Assert.True(waiting.Keep(all.D!, [.. all.Q.X!, .. all.Q.Y!], [1]));
        var pc = new PcUpdate(folder.SettingsPath, null, UpdateRecord.Factory) { NewKey = waiting };
        Assert.Equal(UpdateReason.BadPart, Judge(PartKind.Certificate, "node.pem", Pem)); // for neither
        Assert.Equal(UpdateReason.None, Judge(PartKind.Certificate, "node.pem", Of(own)));
        Assert.Equal(UpdateReason.None, Judge(PartKind.Certificate, "ca.pem", Pem));
        Assert.Equal(UpdateReason.BadPart, Judge(PartKind.Certificate, "node.pem", Of(made))); // there is no new key
        byte[] next = Encoding.ASCII.GetBytes(Of(made));
        Assert.Equal(UpdateReason.None, pc.Judge(PartKind.Certificate, "node.pem", next));

        Assert.True(pc.Adopt(PartKind.Certificate, "node.pem", next));

        using X509Certificate2 pair = X509Certificate2.CreateFromPem(File.ReadAllText(folder.In("node.pem")), File.ReadAllText(folder.In("node.key"))); // throws if they are no pair
        Assert.True(pair.HasPrivateKey);
    }

    [Fact]
    public void A_record_of_settings_is_a_node_file_too_if_this_firmware_reads_it()
    {
        NodeSettings settings = Settings.SettingsFile.Parse(Encoding.UTF8.GetBytes(SlotFolder.Settings(heartbeatMs: 7000)), "/").Settings!;
        byte[] record = SettingsRecord.Make(settings, VirtualPorts.FirmwareVersion, new RecordSource([]), 0, 0, true);
        Assert.Contains("7000", Encoding.UTF8.GetString(PcUpdate.NodeFileOf("node.record", record)!), StringComparison.Ordinal);
        Assert.Null(PcUpdate.NodeFileOf("node.record", SettingsRecord.Make(settings, "other", new RecordSource([]), 0, 0, true)));
        Assert.Null(PcUpdate.NodeFileOf("ca.pem", record));
    }

    private UpdateReason Judge(PartKind kind, string name, string content) => Pc.Judge(kind, name, Encoding.UTF8.GetBytes(content));

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Of(key);
    }

    private static string Of(ECDsa key) =>
        new CertificateRequest("CN=n", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)).ExportCertificatePem();
}
