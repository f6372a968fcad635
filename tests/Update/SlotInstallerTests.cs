using FieldNode.Cli;

namespace FieldNode.Update.Tests;

public sealed class SlotInstallerTests
{
    private static readonly BundleContent Seven = Bundles.Firmware();

    [Fact]
    public void The_slot_that_runs_is_never_the_one_that_is_filled()
    {
        UpdateRig rig = new UpdateRig().Boot();
        for (int sequence = 7; sequence < 12; sequence++)
        {
            rig.Install(Bundles.Firmware(sequence, sequence * 10));
            Assert.Equal((sequence + 1) % 2, rig.Choice.Slot);
            Assert.Equal(rig.Choice.Slot, rig.Record.Current);
        }
    }

    [Fact]
    public void A_confirmed_slot_is_filled_last()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Run.Mark(Journal.RunEnd.Exception);
        for (int i = 0; i < 6; i++)
        {
            rig.Boot().Run.Mark(Journal.RunEnd.Exception);
        }

        rig.Boot();
        Assert.Equal(UpdateRecord.Factory, rig.Choice.Slot); // it runs from neither

        rig.Send(Bundles.Firmware(8));

        Assert.Equal((SlotState.Confirmed, SlotState.Verified), (rig.Record.StateOf(0), rig.Record.StateOf(1)));
    }

    [Fact]
    public void During_a_trial_nothing_is_taken()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Seven);
        rig.Boot();

        Assert.Equal(UpdateReason.Busy, rig.Send(Bundles.Firmware(8)));
        rig.Installer.Confirm();
        Assert.Equal(UpdateReason.Busy, rig.Send(Bundles.Firmware(8))); // its settings are not copied yet
        rig.Installer.Settle(0);
        Assert.Equal(UpdateReason.None, rig.Send(Bundles.Firmware(8)));
    }

    [Fact]
    public void Where_there_is_one_slot_for_firmware_settings_and_keys_go_into_the_other()
    {
        UpdateRig rig = new UpdateRig(slots: 1).Boot().Install(Seven);

        Assert.Equal(UpdateReason.None, rig.Send(Bundles.SettingsOnly(8)));
        rig.Boot();
        Assert.Equal((0, 1, true), (rig.Choice.Slot, rig.Choice.Overlay, rig.Choice.IsTrial));
        rig.Installer.Confirm();
        rig.Installer.Settle(1);
        Assert.Equal(UpdateReason.None, rig.Send(KeyBundles.Rotation()));

        Assert.Equal(0, rig.Boot().Choice.Slot);
        Assert.Equal(SlotState.Empty, rig.Record.StateOf(1));
    }

    [Fact]
    public void Files_of_a_longer_bundle_before_are_deleted()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Seven);
        Assert.Equal(8, ChunkFiles(rig));

        Assert.Equal(UpdateReason.None, rig.Send(Bundles.SettingsOnly(8)));

        Assert.Equal(1, ChunkFiles(rig));
        Assert.Equal(1, rig.Record.FilesOf(0));
    }

    [Fact]
    public void Settings_that_build_no_node_here_are_refused_before_they_are_tried()
    {
        var judge = new Judge();
        UpdateRig rig = new UpdateRig(judge: judge).Boot();
        judge.Answer = UpdateReason.BadSettings;
        Assert.Equal(UpdateReason.BadSettings, rig.Send(Seven));
        Assert.Equal(["Settings node.json 300"], judge.Asked);
        Assert.Equal((SlotState.Rejected, UpdateReason.BadSettings), (rig.Record.StateOf(0), rig.Record.ReasonOf(0)));

        judge.Answer = UpdateReason.None;
        Assert.Equal(UpdateReason.None, rig.Send(Seven));
    }

    [Fact]
    public void Chunks_that_rot_between_the_write_and_the_check_are_found()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        byte[] body = Bundles.Body(Seven);
        while (rig.Updater.State is UpdaterState.Receiving or UpdaterState.Finding)
        {
            rig.Updater.Chunk(rig.Updater.WantedOffset, body, rig.Updater.WantedOffset, rig.Updater.WantedLength);
            rig.Updater.Step(rig.Now, rig.Utc);
        }

        rig.Flash.Files["slot-a.003"][9] ^= 1;
        rig.Give(body);

        Assert.Equal((UpdaterState.Idle, UpdateReason.BadChunk), (rig.Updater.State, rig.Updater.Reason));
        Assert.Equal(SlotState.Rejected, rig.Record.StateOf(0));
    }

    [Fact]
    public void A_head_that_rots_while_it_is_received_ends_that()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.OfferOnly(Seven);
        rig.Flash.Files["slot-a.head"][100] ^= 1;

        rig.Boot();
        rig.Updater.Step(rig.Now, rig.Utc);

        Assert.Equal((SlotState.Rejected, UpdateReason.BadSeal), (rig.Record.StateOf(0), rig.Record.ReasonOf(0)));
        Assert.Equal(UpdaterState.Idle, rig.Updater.State);
    }

    [Fact]
    public void Confirming_without_a_trial_does_nothing()
    {
        UpdateRig rig = new UpdateRig().Boot();
        int writes = rig.Store.Writes;

        Assert.Equal(UpdateReason.None, rig.Installer.Confirm());

        Assert.Equal(writes, rig.Store.Writes);
    }

    private static int ChunkFiles(UpdateRig rig) => rig.Flash.Files.Keys.Count(name => name.StartsWith("slot-a.", StringComparison.Ordinal) && char.IsAsciiDigit(name[7]));

    private sealed class Judge : IPartJudge
    {
        internal UpdateReason Answer { get; set; }

        internal List<string> Asked { get; } = [];

        UpdateReason IPartJudge.Judge(PartKind kind, string name, byte[] content)
        {
            Asked.Add($"{kind} {name} {content.Length}");
            return Answer;
        }
    }
}
