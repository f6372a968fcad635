using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using FieldNode.Virtual.Plant;

namespace FieldNode.NodeTests;

/// <summary>A node that has taken a bundle and was started with it; and what becomes of a trial.</summary>
internal static class TrialRig
{
    internal const int ConfirmMs = 20_000;
    internal const int TrialMs = 60_000;
    internal static readonly BundleContent Firmware = Bundles.Firmware() with { Parts = [.. Bundles.Firmware().Parts.Take(1)] };
    internal static readonly byte[] FirmwareOffer = Bundles.Offer(Firmware);

    /// <summary>A flash with the keys of the bench.</summary>
    internal static MemoryStore Bench(int sequenceMin = 1)
    {
        var flash = new MemoryStore();
        byte[] keys = KeyRecordWriter.Content(1, sequenceMin, SigningKeys.Release.ExportParameters(false), SigningKeys.Rotation.ExportParameters(false));
        new AbRecord(flash, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(Bundles.Bytes(32, 77), UpdateKeys.OwnBytes);
        new AbRecord(flash, KeyRecord.Name, KeyRecord.Bytes).Write(keys, KeyRecord.Bytes);
        return flash;
    }

    internal static void AssertTakenBack(SimNode node, UpdateReason why)
    {
        node.Run(3 * TrialMs);
        Assert.False(node.IsRunning);
        Assert.Equal(5, node.RebootReason);
        Assert.Equal((SlotState.Rejected, why), (Record(node).StateOf(0), Record(node).ReasonOf(0)));
        Assert.Contains(StoredEvent.All(node.Store), e => e.Kind == EventKind.TrialEnded && e.A == (int)why && e.B == 7);
        node.Wire.OpenFault = MqttFault.None;
        node.Restart().Run(8000);
        var host = new UpdateHost(node);
        Assert.Equal((UpdateState.Idle, why, 0), (host.State, host.Reason, host.Number("Slot")));
    }

    internal static (SimNode Node, SimUpdate Board) OnTrial(BundleContent content, byte[] offer, Action<SimNode>? before = null, MqttFault fault = MqttFault.None,
        Action<SimNode>? early = null, Action<NodeSettings>? settings = null)
    {
        var board = new SimUpdate();
        SimNode node = Begin(board, early, settings);
        new UpdateHost(node).Deliver(offer, Bundles.Body(content), content.Sequence);
        Assert.Equal(5, node.RebootReason);
        before?.Invoke(node);
        node.Wire.OpenFault = fault;
        node.Restart().Run(3000);
        Assert.True(board.Choice.IsTrial);
        return (node, board);
    }

    internal static SimNode Begin(SimUpdate? board, Action<SimNode>? early = null, Action<NodeSettings>? settings = null)
    {
        SimNode node = SimNode.OnPlant(s =>
        {
            s.Update = new UpdateSettings { ConfirmMs = ConfirmMs, TrialMs = TrialMs };
            settings?.Invoke(s);
        }, new SimOptions { Update = board ?? new SimUpdate(), Store = new CuttingStore(Bench()) });
        early?.Invoke(node);
        return node.Run(8000);
    }

    internal static BundleContent SettingsBundle(Action<NodeSettings> change) =>
        Bundles.SettingsOnly() with { Parts = [new(BundlePartKind.Settings, "node.json", File(change))] };

    internal static byte[] File(Action<NodeSettings> change)
    {
        var settings = new NodeSettings
        {
            Version = 1, Group = "Plant", Node = "N1", Lines = [PlantSettings.Line("memory")], Devices = PlantSettings.Devices(),
            Broker = new BrokerSettings { Host = "broker", CaFile = "ca", CertificateFile = "cert", KeyFile = "key" },
            Update = new UpdateSettings { ConfirmMs = ConfirmMs, TrialMs = TrialMs },
        };
        change(settings);
        string path = Path.GetTempFileName();
        Virtual.Settings.SettingsFile.Write(settings, path);
        byte[] file = System.IO.File.ReadAllBytes(path);
        System.IO.File.Delete(path);
        return file;
    }

    internal static UpdateRecord Record(SimNode node) => new(node.Store);
}
