using FieldNode.Cli;
using FieldNode.Journal;
using FieldNode.Loader;

namespace FieldNode.Update.Tests;

public sealed class BootChoiceTests
{
    private static readonly BundleContent Seven = Bundles.Firmware();
    private static readonly BundleContent Eight = Bundles.Firmware(8, 40);

    [Fact]
    public void Without_an_update_the_factory_runs_in_full()
    {
        BootChoice choice = new UpdateRig().Boot().Choice;

        Assert.Equal((UpdateRecord.Factory, UpdateRecord.Factory, false, false), (choice.Slot, choice.Overlay, choice.IsTrial, choice.IsRestricted));
        Assert.Null(choice.Firmware);
        Assert.Null(choice.Settings);
    }

    [Fact]
    public void A_verified_slot_is_tried_with_the_bytes_that_were_checked()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Seven);

        BootChoice choice = rig.Boot().Choice;

        Assert.Equal((0, 0, true), (choice.Slot, choice.Overlay, choice.IsTrial));
        Assert.Equal(Seven.Parts.Select(part => part.Content), Enumerable.Range(0, 4).Select(choice.Firmware.PartOf));
        Assert.Equal(Seven.Parts[3].Content, choice.Settings.PartOf(3));
        Assert.Equal((InstallState.Testing, 1), (rig.Installer.State, rig.Record.StartsOf(0)));
    }

    [Fact]
    public void A_confirmed_one_runs_from_then_on_and_its_settings_until_they_are_copied()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Send(Seven);
        rig.Boot();
        rig.Installer.Confirm();

        BootChoice choice = rig.Boot().Choice;
        Assert.Equal((0, 0, false), (choice.Slot, choice.Overlay, choice.IsTrial));
        rig.Installer.Settle(0);
        choice = rig.Boot().Choice;

        Assert.Equal((0, UpdateRecord.Factory, false), (choice.Slot, choice.Overlay, choice.IsTrial));
        Assert.Equal(InstallState.Confirmed, rig.Installer.State);
    }

    [Theory]
    [InlineData(RunEnd.Exception, UpdateReason.Crashed)]
    [InlineData(RunEnd.StepFaults, UpdateReason.Crashed)]
    [InlineData(RunEnd.Hang, UpdateReason.Hung)]
    [InlineData(RunEnd.Unmarked, UpdateReason.NeverConfirmed)]
    [InlineData(RunEnd.Asked, UpdateReason.NeverConfirmed)]
    public void A_trial_that_was_started_three_times_and_not_confirmed_goes_back(RunEnd end, UpdateReason reason)
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);
        for (int start = 1; start <= BootChoice.StartsMax; start++)
        {
            rig.Boot();
            Assert.Equal((1, true), (rig.Choice.Slot, rig.Choice.IsTrial));
            Assert.False(rig.Run.IsSafeMode); // it would prove nothing
            rig.Run.Mark(end);
        }

        rig.Boot();

        Assert.Equal((0, false, reason), (rig.Choice.Slot, rig.Choice.IsTrial, rig.Choice.Reason));
        Assert.Equal((SlotState.Rejected, reason), (rig.Record.StateOf(1), rig.Record.ReasonOf(1)));
        Assert.False(rig.Run.IsSafeMode); // the faults were not its own
        Assert.Equal(7, rig.Choice.Firmware.Manifest.Sequence);
    }

    [Fact]
    public void What_failed_before_a_trial_is_not_held_against_it()
    {
        UpdateRig rig = new UpdateRig().Boot();
        for (int i = 0; i < 4; i++)
        {
            rig.Boot().Run.Mark(RunEnd.Exception);
        }

        rig.Send(Seven);
        for (int start = 1; start <= BootChoice.StartsMax; start++)
        {
            rig.Run.Mark(RunEnd.Exception);
            Assert.True(rig.Boot().Choice.IsTrial);
            Assert.Equal((start - 1, false, RunEnd.Exception), (rig.Run.FailedInARow, rig.Run.IsSafeMode, rig.Run.LastEnd));
        }
    }

    [Fact]
    public void The_firmware_itself_may_end_a_trial_at_once()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);
        rig.Boot();
        rig.Installer.Abort(UpdateReason.FieldLost);
        Assert.Equal(InstallState.RollbackPending, rig.Installer.State);

        rig.Boot();

        Assert.Equal((0, false), (rig.Choice.Slot, rig.Choice.IsTrial));
        Assert.Equal(UpdateReason.FieldLost, rig.Record.ReasonOf(1));
    }

    [Fact]
    public void One_slot_goes_back_to_the_factory_which_may_then_only_connect()
    {
        UpdateRig rig = new UpdateRig(slots: 1).Boot().Install(Seven);
        rig.Send(Eight);
        rig.Boot();
        Assert.True(rig.Choice.IsTrial);
        rig.Installer.Abort(UpdateReason.NeverOnline);

        BootChoice choice = rig.Boot().Choice;

        Assert.Equal((UpdateRecord.Factory, true), (choice.Slot, choice.IsRestricted)); // 3 is below 7
    }

    [Fact]
    public void Settings_that_were_confirmed_make_no_factory_too_old()
    {
        UpdateRig rig = new UpdateRig(slots: 1).Boot().Install(Bundles.SettingsOnly());

        Assert.Equal((UpdateRecord.Factory, false, 7, 0), (rig.Boot().Choice.Slot, rig.Choice.IsRestricted, rig.Record.Lowest, rig.Record.LowestFirmware));
    }

    [Fact]
    public void Keys_that_allow_nothing_so_old_restrict_the_factory()
    {
        UpdateRig rig = new UpdateRig().Boot();
        rig.Record.Follow(2, UpdateRig.FactorySequence + 2);
        rig.Record.Keep();

        Assert.True(rig.Boot().Choice.IsRestricted);
    }

    [Fact]
    public void A_factory_that_is_new_enough_runs_in_full()
    {
        UpdateRig rig = new UpdateRig(slots: 1).Boot().Install(Bundles.Firmware(3, 5));
        rig.Flash.Files["slot-a.000"][0] ^= 1;

        BootChoice choice = rig.Boot().Choice;

        Assert.Equal((UpdateRecord.Factory, false, UpdateReason.BadChunk), (choice.Slot, choice.IsRestricted, choice.Reason));
    }

    [Fact]
    public void A_confirmed_slot_that_has_rotted_gives_way_to_the_one_before_it()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven).Install(Eight);
        Assert.Equal(1, rig.Boot().Choice.Slot);
        rig.Flash.Files["slot-b.002"][17] ^= 0x20;

        Assert.Equal((0, UpdateReason.BadChunk), (rig.Boot().Choice.Slot, rig.Choice.Reason));
        Assert.Equal(SlotState.Rejected, rig.Record.StateOf(1));
        rig.Flash.Files.Remove("slot-a.head");

        Assert.Equal((UpdateRecord.Factory, UpdateReason.BadSeal), (rig.Boot().Choice.Slot, rig.Choice.Reason));
    }

    [Fact]
    public void Settings_alone_are_tried_over_the_firmware_that_runs()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        BundleContent settings = Bundles.SettingsOnly(8);
        rig.Send(settings);
        BootChoice choice = rig.Boot().Choice;
        Assert.Equal((0, 1, true), (choice.Slot, choice.Overlay, choice.IsTrial));
        Assert.Equal(settings.Parts[0].Content, choice.Settings.PartOf(0));

        rig.Installer.Abort(UpdateReason.BadSettings);
        Assert.Equal(InstallState.RollbackPending, rig.Installer.State);

        choice = rig.Boot().Choice;
        Assert.Equal((0, UpdateRecord.Factory, false), (choice.Slot, choice.Overlay, choice.IsTrial));
    }

    [Fact]
    public void Settings_that_are_confirmed_and_copied_leave_their_slot()
    {
        UpdateRig rig = new UpdateRig(slots: 1).Boot();
        rig.Target.CanRunAssemblies = false;
        rig.Send(Bundles.SettingsOnly());
        Assert.Equal((UpdateRecord.Factory, 1, true), (rig.Boot().Choice.Slot, rig.Choice.Overlay, rig.Choice.IsTrial));
        rig.Installer.Confirm();
        Assert.Equal((1, false), (rig.Boot().Choice.Overlay, rig.Choice.IsTrial));
        rig.Installer.Settle(1);

        Assert.Equal(UpdateRecord.Factory, rig.Boot().Choice.Overlay);
        Assert.Equal((SlotState.Empty, 7), (rig.Record.StateOf(1), rig.Record.Lowest));
    }

    [Fact]
    public void A_start_that_cannot_be_counted_is_not_tried()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);
        rig.Store.Full = true;
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal((0, false, UpdateReason.StoreFailed), (rig.Boot().Choice.Slot, rig.Choice.IsTrial, rig.Choice.Reason));
        }

        rig.Store.Full = false;
        Assert.Equal((1, true), (rig.Boot().Choice.Slot, rig.Choice.IsTrial));
    }

    [Fact]
    public void Other_libraries_from_the_bench_are_found_before_anything_is_loaded()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Libraries.Installed.Remove("System.Net 1.11.60.0");
        rig.Libraries.Installed.Add("System.Net 1.11.61.0");

        Assert.Equal((UpdateRecord.Factory, UpdateReason.OtherLibrary), (rig.Boot().Choice.Slot, rig.Choice.Reason));
    }

    [Fact]
    public void What_the_runtime_does_not_load_is_refused_and_the_next_is_chosen()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Send(Eight);
        rig.Boot();

        rig.Choice.LoadFailed();

        Assert.Equal((0, false, UpdateReason.LoadFailed), (rig.Choice.Slot, rig.Choice.IsTrial, rig.Choice.Reason));
        rig.StartFirmware();
        Assert.Equal(UpdateReason.LoadFailed, rig.Record.ReasonOf(1));
        rig.Choice.LoadFailed();
        rig.Choice.LoadFailed();
        Assert.Equal(UpdateRecord.Factory, rig.Choice.Slot);
    }

    [Fact]
    public void A_program_that_fails_even_in_safe_mode_gives_way_to_the_factory_for_a_while()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        for (int i = 0; i < BootRecord.FailedMax * 2; i++)
        {
            Assert.Equal(0, rig.Boot().Choice.Slot);
            rig.Run.Mark(RunEnd.Exception);
        }

        Assert.Equal(UpdateRecord.Factory, rig.Boot().Choice.Slot);
        rig.Run.Step(BootRecord.SoundAfterMs);
        rig.Run.Mark(RunEnd.TryAgain);

        Assert.Equal(0, rig.Boot().Choice.Slot);
        Assert.Equal(SlotState.Confirmed, rig.Record.StateOf(0));
    }

    [Fact]
    public void A_board_without_its_own_key_starts_the_factory()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        rig.Flash.Files.Remove("update-node.a");
        rig.Flash.Files.Remove("update-node.b");

        Assert.Equal((UpdateRecord.Factory, UpdateReason.BadSeal), (rig.Boot().Choice.Slot, rig.Choice.Reason));
    }

    /// <summary>A copy of another slot, or of another node, is nothing here.</summary>
    [Fact]
    public void A_seal_is_good_for_its_slot_and_node_alone()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven).Install(Eight);
        foreach (string name in rig.Flash.Files.Keys.Where(name => name.StartsWith("slot-a.", StringComparison.Ordinal)).ToList())
        {
            rig.Flash.Files["slot-b." + name[7..]] = rig.Flash.Files[name];
        }

        Assert.Equal((0, UpdateReason.BadSeal), (rig.Boot().Choice.Slot, rig.Choice.Reason));
        new AbRecord(rig.Flash, UpdateKeys.OwnName, 32).Write(Bundles.Bytes(32, 78), 32);
        rig.Flash.Files.Remove("update-node.b");
        Assert.Equal((UpdateRecord.Factory, UpdateReason.BadSeal), (rig.Boot().Choice.Slot, rig.Choice.Reason));
    }

    [Fact]
    public void Every_start_hashes_each_chunk_once_and_no_more()
    {
        UpdateRig rig = new UpdateRig().Boot().Install(Seven);
        int before = rig.Hmac.Calls;

        _ = new BootChoice(rig.Store, rig.Hmac, rig.Target, rig.Libraries, 0);

        Assert.Equal(8 + 2, rig.Hmac.Calls - before); // chunks, list, seal
    }
}
