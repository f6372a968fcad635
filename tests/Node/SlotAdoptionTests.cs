using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Update;
using FieldNode.Update.Tests;
using static FieldNode.NodeTests.TrialRig;

namespace FieldNode.NodeTests;

/// <summary>Settings and certificates that proved themselves go to where the board keeps its own.</summary>
public sealed class SlotAdoptionTests
{
    [Fact]
    public void Settings_are_tried_kept_by_the_board_once_confirmed_and_their_slot_is_free_again()
    {
        BundleContent content = SettingsBundle(s => s.HeartbeatMs = 5000);
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
        BundleContent content = SettingsBundle(s => s.HeartbeatMs = 5000);
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

    [Fact]
    public void A_certificate_goes_to_the_board_under_its_name_and_what_of_firmware_is_beside_it_stays()
    {
        byte[] pem = Bundles.Bytes(700, 9);
        BundleContent content = Firmware with { Parts = [.. Firmware.Parts, new(BundlePartKind.Certificate, "node.pem", pem)] };
        (SimNode node, SimUpdate board) = OnTrial(content, Bundles.Offer(content));
        node.Run(ConfirmMs + 70_000);
        Assert.Equal(pem, board.Adopted["node.pem"]);
        Assert.Equal((SlotState.Confirmed, false), (Record(node).StateOf(0), Record(node).IsPending(0)));
    }

    [Fact]
    public void A_slot_that_flash_has_spoilt_since_is_rejected_and_nothing_of_it_is_taken()
    {
        var flash = new MemoryStore();
        var store = new CuttingStore(flash);
        new AbRecord(store, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(Bundles.Bytes(32, 77), UpdateKeys.OwnBytes);
        (SlotInstaller installer, SimUpdate board, SlotAdoption adoption) = Confirmed(store);
        flash.Files["slot-a.000"][0] ^= 1;
        for (int i = 0; i < 20; i++)
        {
            adoption.Step();
        }

        Assert.Empty(board.Adopted);
        Assert.Equal((SlotState.Rejected, UpdateReason.StoreFailed), (installer.Record.StateOf(0), installer.Record.ReasonOf(0)));
    }

    [Fact]
    public void A_cut_at_any_step_is_made_good_by_the_next_start()
    {
        for (int cut = 0; cut < 12; cut++)
        {
            var store = new CuttingStore();
            new AbRecord(store, UpdateKeys.OwnName, UpdateKeys.OwnBytes).Write(Bundles.Bytes(32, 77), UpdateKeys.OwnBytes);
            (_, SimUpdate board, SlotAdoption adoption) = Confirmed(store);
            for (int i = 0; i < cut; i++)
            {
                adoption.Step();
            }

            (SlotInstaller installer, adoption) = Start(store, board); // all that was in memory is gone
            for (int i = 0; i < 20; i++)
            {
                adoption.Step();
            }

            Assert.Equal(Bundles.SettingsOnly().Parts[0].Content, board.Adopted["node.json"]);
            Assert.Equal(SlotState.Empty, installer.Record.StateOf(0));
        }
    }

    // A slot with settings that has been confirmed and not copied.
    private static (SlotInstaller Installer, SimUpdate Board, SlotAdoption Adoption) Confirmed(CuttingStore store)
    {
        var board = new SimUpdate();
        BundleContent content = Bundles.SettingsOnly();
        byte[] offer = Bundles.Offer(content);
        var manifest = new Manifest();
        Assert.Equal(UpdateReason.None, manifest.Read(offer, offer.Length));
        (SlotInstaller installer, _) = Start(store, board);
        Assert.Equal(UpdateReason.None, installer.Begin(manifest, offer, offer.Length));
        byte[] list = BundleWriter.List(content.Parts);
        installer.Store(SlotFiles.List, list, list.Length);
        installer.Store(0, content.Parts[0].Content, content.Parts[0].Content.Length);
        while (installer.Complete() == CheckResult.InProgress)
        {
        }

        installer.Record.Take(0, SlotSignal.Started, UpdateReason.None);
        Assert.Equal(UpdateReason.None, installer.Confirm());
        Assert.True(installer.Record.IsPending(0));
        (installer, SlotAdoption adoption) = Start(store, board);
        return (installer, board, adoption);
    }

    private static (SlotInstaller Installer, SlotAdoption Adoption) Start(IFlashStore store, SimUpdate board)
    {
        var installer = new SlotInstaller(store, board, board.UpdateTarget, board, null, UpdateRecord.Factory);
        return (installer, new SlotAdoption(store, board, installer, new UpdateKeys(store)));
    }
}
