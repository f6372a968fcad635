using FieldNode.Cli;
using FieldNode.NodeTests;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using FieldNode.Virtual.Plant;
using FieldNode.Virtual.Settings;

namespace FieldNode.Simulation;

/// <summary>
/// A whole node that is updated through its broker: firmware with settings, which are confirmed and copied; then settings with which a device does not answer,
/// which are taken back. The supply goes at one operation of it, and the node goes on from there to the same end.
/// </summary>
internal sealed class NodeUpdateLife : NodeLife
{
    private const int NewHeartbeatMs = 5000;
    private const int Last = 8;

    private static readonly BundleContent Seven = Bundles.Firmware() with { Parts = [Bundles.Firmware().Parts[0], new(BundlePartKind.Settings, "node.json", NodeFile(NewHeartbeatMs))] };
    private static readonly BundleContent Eight = Bundles.SettingsOnly(8) with { Parts = [new(BundlePartKind.Settings, "node.json", NodeFile(7000))] };
    private static readonly (byte[] Offer, byte[] Body) SevenBytes = (Bundles.Offer(Seven), Bundles.Body(Seven));
    private static readonly (byte[] Offer, byte[] Body) EightBytes = (Bundles.Offer(Eight), Bundles.Body(Eight));

    private NodeUpdateLife(CuttingStore store)
        : base(store, Last)
    {
    }

    /// <inheritdoc cref="NodeLife.RunWhole"/>
    public static IReadOnlyList<FlashOperation> Operations() => new NodeUpdateLife(new CuttingStore(UpdateRig.Bench()) { Log = [] }).RunWhole();

    /// <inheritdoc cref="NodeLife.RunCut"/>
    public static string? Fault(int operation, Remains remains, bool losesOrder) => new NodeUpdateLife(new CuttingStore(UpdateRig.Bench())).RunCut(operation, remains, losesOrder);

    protected override void Deliver(int lowest)
    {
        if (lowest < 7)
        {
            new UpdateHost(Node).Deliver(SevenBytes.Offer, SevenBytes.Body, 7, 60_000);
            return;
        }

        AwaitCopy();
        new UpdateHost(Node).Deliver(EightBytes.Offer, EightBytes.Body, 8, 60_000);
    }

    protected override string? EndFault() => null;

    protected override string? FaultNow()
    {
        var record = new UpdateRecord(Store);
        var keys = new UpdateKeys(Store);
        return keys.ReadOwn() is null || keys.ReadTrusted() is null ? "its keys are gone"
            : record.Lowest >= 7 && Board.Choice.Slot == UpdateRecord.Factory ? "firmware was confirmed, and the factory runs"
            : record.Lowest >= 7 && !Board.Choice.IsTrial && Board.Settings.HeartbeatMs != NewHeartbeatMs ? $"settings were confirmed, and it runs with others: {Board.Settings.HeartbeatMs}"
            : Board.Choice.Slot != UpdateRecord.Factory && !Board.Choice.Firmware.PartOf(0).AsSpan().SequenceEqual(Seven.Parts[0].Content) ? "what runs is not what was signed"
            : null;
    }

    private static byte[] NodeFile(int heartbeatMs)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = "Plant", Node = "N1", Lines = [PlantSettings.Line("memory")], Devices = PlantSettings.Devices(), HeartbeatMs = heartbeatMs,
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
        };
        TakeUpdates(settings);
        string path = Path.GetTempFileName();
        SettingsFile.Write(settings, path);
        byte[] file = File.ReadAllBytes(path);
        File.Delete(path);
        return file;
    }
}
