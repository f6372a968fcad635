using System.Text;
using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Mqtt;
using FieldNode.Settings;
using FieldNode.Update;
using FieldNode.Update.Tests;
using FieldNode.Virtual.Plant;

namespace FieldNode.NodeTests;

/// <summary>Trials of firmware and of settings: confirmed, waited for, or taken back for a reason that a metric tells.</summary>
public sealed class UpdateTrialTests
{
    private const int ConfirmMs = 20_000;
    private const int TrialMs = 60_000;
    private static readonly BundleContent Firmware = Bundles.Firmware() with { Parts = [.. Bundles.Firmware().Parts.Take(1)] };
    private static readonly byte[] FirmwareOffer = Bundles.Offer(Firmware);

    [Fact]
    public void A_broker_that_is_away_is_waited_for_and_takes_nothing_back()
    {
        (SimNode node, SimUpdate board) = OnTrial(Firmware, FirmwareOffer, fault: MqttFault.ConnectionRefused);
        node.Run(TimeSpan.FromHours(2));
        Assert.True(node.IsRunning);
        Assert.Equal(SlotState.Trial, Record(node).StateOf(0));
        node.Wire.OpenFault = MqttFault.None;
        node.Run(400_000 + ConfirmMs);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
        Assert.Equal(0, board.Choice.Slot);
    }

    [Fact]
    public void A_trial_that_the_broker_refuses_is_taken_back_as_never_online()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, fault: MqttFault.TlsOwnCertificate);
        AssertTakenBack(node, UpdateReason.NeverOnline);
    }

    [Fact]
    public void A_field_bus_that_does_not_answer_as_before_is_taken_back_as_field_lost()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, before: n => n.Plant.Slave("Boiler").IsSilent = true);
        AssertTakenBack(node, UpdateReason.FieldLost);
    }

    [Fact]
    public void A_device_that_did_not_answer_before_needs_not_answer_now()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer, early: n => n.Plant.Slave("Boiler").IsSilent = true);
        node.Run(ConfirmMs + 10_000);
        Assert.Equal(SlotState.Confirmed, Record(node).StateOf(0));
    }

    [Fact]
    public void Births_that_a_host_asks_for_again_and_again_confirm_nothing()
    {
        (SimNode node, _) = OnTrial(Firmware, FirmwareOffer);
        for (int i = 0; i < 12 && node.IsRunning; i++)
        {
            node.CommandNode(new Host.Protobuf.Metric { Name = "Node Control/Rebirth", BooleanValue = true });
            node.Run(ConfirmMs / 2);
        }

        AssertTakenBack(node, UpdateReason.NeverConfirmed);
    }

    [Fact]
    public void A_run_that_crashes_or_hangs_is_tried_three_times_then_the_loader_says_why()
    {
        foreach ((RunEnd end, UpdateReason why) in new[] { (RunEnd.Exception, UpdateReason.Crashed), (RunEnd.Hang, UpdateReason.Hung), (RunEnd.Unmarked, UpdateReason.NeverConfirmed) })
        {
            (SimNode node, SimUpdate board) = OnTrial(Firmware, FirmwareOffer);
            for (int start = 0; start < 3; start++)
            {
                Assert.True(board.Choice.IsTrial);
                board.Run.Mark(end);
                node.Restart().Run(3000);
            }

            Assert.False(board.Choice.IsTrial);
            var host = new UpdateHost(node);
            Assert.Equal((UpdateState.Idle, why, 0), (host.State, host.Reason, host.Number("Slot")));
        }
    }

    [Fact]
    public void Settings_are_tried_kept_by_the_board_once_confirmed_and_their_slot_is_free_again()
    {
        BundleContent content = Settings(s => s.HeartbeatMs = 5000);
        (SimNode node, SimUpdate board) = OnTrial(content, Bundles.Offer(content));
        Assert.Equal((UpdateRecord.Factory, 0), (board.Choice.Slot, board.Choice.Overlay));
        Assert.Empty(board.Adopted);
        node.Run(ConfirmMs + 70_000);
        Assert.Equal(["node.json"], board.Adopted.Keys);
        Assert.Equal(SlotState.Empty, Record(node).StateOf(0));
        node.Restart().Run(3000);
        Assert.Equal(UpdateRecord.Factory, board.Choice.Overlay);
        Assert.Equal(5000, board.ParseNode(board.Adopted["node.json"]).HeartbeatMs);
    }

    [Fact]
    public void Settings_that_the_drive_does_not_take_yet_count_from_their_slot()
    {
        BundleContent content = Settings(s => s.HeartbeatMs = 5000);
        (SimNode node, SimUpdate board) = OnTrial(content, Bundles.Offer(content));
        board.CanAdopt = false;
        node.Run(ConfirmMs + 10_000);
        node.Restart().Run(3000);
        Assert.Equal((false, 0), (board.Choice.IsTrial, board.Choice.Overlay));
        board.CanAdopt = true;
        node.Run(130_000);
        Assert.Equal(["node.json"], board.Adopted.Keys);
        Assert.Equal(SlotState.Empty, Record(node).StateOf(0));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"version\":1}")]
    [InlineData("no update")]
    [InlineData("other board")]
    public void Settings_that_build_no_node_here_are_refused_before_any_trial(string what)
    {
        byte[] file = what switch
        {
            "no update" => File(s => s.Update = null),
            "other board" => File(s => s.Board = "esp32-c6"),
            _ => Encoding.UTF8.GetBytes(what),
        };
        BundleContent content = Bundles.SettingsOnly() with { Parts = [new(BundlePartKind.Settings, "node.json", file)] };
        SimNode node = Begin(null);
        UpdateHost host = new UpdateHost(node).Deliver(Bundles.Offer(content), Bundles.Body(content), 7);
        Assert.True(node.IsRunning);
        Assert.Equal((UpdateState.Idle, UpdateReason.BadSettings), (host.State, host.Reason));
        Assert.Equal(SlotState.Rejected, Record(node).StateOf(0));
    }

    [Fact]
    public void Settings_with_a_broker_that_is_not_there_are_taken_back_by_themselves()
    {
        BundleContent content = Settings(s => s.Broker.Host = "elsewhere");
        (SimNode node, SimUpdate board) = OnTrial(content, Bundles.Offer(content), fault: MqttFault.NameNotFound);
        AssertTakenBack(node, UpdateReason.NeverOnline);
        Assert.Empty(board.Adopted);
    }

    [Fact]
    public void Outputs_stay_as_at_boot_while_something_is_on_trial()
    {
        var pins = new TerminalSettings { Device = "Board", Outputs = [new OutputSettings { Name = "Valve", Pin = 25, Writable = true }] };
        BundleContent content = Firmware;
        (SimNode node, _) = OnTrial(content, FirmwareOffer, settings: s =>
        {
            s.Terminals = pins;
            s.Sparkplug = new SparkplugSettings { Mode = "commands" };
        });
        var write = new Host.Protobuf.Metric { Name = "Valve", BooleanValue = true };
        node.Command("Board", write);
        node.Run(2000);
        Assert.False(node.Node.Tags.GetBool(node.Tag("Valve")));
        node.Run(ConfirmMs + 10_000);
        node.Command("Board", write);
        node.Run(2000);
        Assert.True(node.Node.Tags.GetBool(node.Tag("Valve")));
    }

    private static void AssertTakenBack(SimNode node, UpdateReason why)
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

    private static (SimNode Node, SimUpdate Board) OnTrial(BundleContent content, byte[] offer, Action<SimNode>? before = null, MqttFault fault = MqttFault.None,
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

    private static SimNode Begin(SimUpdate? board, Action<SimNode>? early = null, Action<NodeSettings>? settings = null)
    {
        SimNode node = SimNode.OnPlant(s =>
        {
            s.Update = new UpdateSettings { ConfirmMs = ConfirmMs, TrialMs = TrialMs };
            settings?.Invoke(s);
        }, new SimOptions { Update = board ?? new SimUpdate(), Store = new CuttingStore(NodeUpdateTests.Bench()) });
        early?.Invoke(node);
        return node.Run(8000);
    }

    private static BundleContent Settings(Action<NodeSettings> change) =>
        Bundles.SettingsOnly() with { Parts = [new(BundlePartKind.Settings, "node.json", File(change))] };

    private static byte[] File(Action<NodeSettings> change)
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

    private static UpdateRecord Record(SimNode node) => new(node.Store);
}
