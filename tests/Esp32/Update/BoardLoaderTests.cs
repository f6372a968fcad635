using FieldNode.Cli;
using FieldNode.Esp32.Loader;
using FieldNode.Journal;
using FieldNode.Loader;
using FieldNode.Update;
using FieldNode.Update.Tests;

namespace FieldNode.Esp32.Tests;

/// <summary>The loader of boards over the board's store, with real assemblies in the slots.</summary>
public sealed class BoardLoaderTests
{
    private readonly UpdatableBoard board = new();

    [Fact]
    public void Without_a_slot_the_deployed_firmware_is_started_and_knows_of_the_loader()
    {
        board.Load().StartFirmware();

        Assert.Equal((UpdateRecord.Factory, BootChoice.LoaderVersion, false, false, 0),
            (board.Told.Slot, board.Told.Loader, board.Told.IsTrial, board.Told.IsRestricted, board.Told.Count));
    }

    [Fact]
    public void Firmware_of_a_slot_is_loaded_tried_confirmed_and_runs_from_then_on()
    {
        Install("A1", 7);

        board.Load();

        Assert.Null(board.Chip.Started);
        board.StartFirmware(SlotProgram.Given("A1"));
        Assert.Equal((0, true), (board.Told.Slot, board.Told.IsTrial));
        Assert.Equal(UpdateReason.None, board.Installer.Confirm());
        board.Load().StartFirmware(SlotProgram.Given("A1"));
        Assert.Equal((0, false, 7), (board.Told.Slot, board.Told.IsTrial, board.Record.LowestFirmware));
    }

    [Fact]
    public void A_trial_that_never_comes_back_is_started_three_times_and_no_more()
    {
        Install("B1", 7);
        for (int start = 1; start <= BootChoice.StartsMax; start++)
        {
            board.Load();
            Assert.Null(board.Chip.Started);
            Assert.Equal(start, board.Record.StartsOf(0));
        }

        board.Load();

        Assert.NotNull(board.Chip.Started);
        Assert.Equal((SlotState.Rejected, UpdateReason.NeverConfirmed), (board.Record.StateOf(0), board.Record.ReasonOf(0)));
    }

    /// <summary>Loader, trial and safe mode read the same marks: three crashes of a trial are its own, and what runs after it begins without them.</summary>
    [Theory]
    [InlineData(RunEnd.Exception, UpdateReason.Crashed)]
    [InlineData(RunEnd.Hang, UpdateReason.Hung)]
    public void A_trial_that_crashes_is_taken_back_and_brings_no_safe_mode(RunEnd end, UpdateReason reason)
    {
        Install("M" + end, 7);
        for (int start = 1; start <= BootChoice.StartsMax; start++)
        {
            board.Load().StartFirmware(SlotProgram.Given("M" + end));
            var run = new BootRecord(board.Store); // as Boot does
            Assert.False(run.IsSafeMode);
            run.Mark(end);
        }

        board.Load();

        Assert.Equal(reason, board.Record.ReasonOf(0));
        Assert.Equal((false, 0), (new BootRecord(board.Store).IsSafeMode, new BootRecord(board.Store).FailedInARow));
    }

    [Fact]
    public void An_image_that_the_runtime_refuses_is_given_up_and_the_deployed_firmware_starts_at_once()
    {
        board.Load().StartFirmware();
        Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(7, UpdatableBoard.Assembly("Firmware", Bundles.Bytes(5000, 3)))));

        board.Load();

        Assert.NotNull(board.Chip.Started);
        Assert.Equal(UpdateReason.LoadFailed, board.Record.ReasonOf(0));
    }

    /// <summary>What is loaded cannot be unloaded.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Half_a_firmware_that_was_loaded_ends_this_start_and_the_next_one_goes_back(bool isCut)
    {
        board.Load().StartFirmware();
        BundlePart second = isCut ? UpdatableBoard.Assembly("Firmware", SlotProgram.Make("C2")[..^700]) : UpdatableBoard.Assembly("Firmware", SlotProgram.Make("C2", "Other"));
        Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(7, UpdatableBoard.Assembly("FieldNode.Core", SlotProgram.Make("C1" + isCut)), second)));

        board.Load();

        Assert.Null(board.Chip.Started);
        Assert.Null(SlotProgram.Given("C1" + isCut));
        Assert.Equal(UpdateReason.LoadFailed, board.Record.ReasonOf(0));
        board.Load();
        Assert.NotNull(board.Chip.Started);
    }

    [Fact]
    public void A_board_without_PSRAM_takes_settings_alone()
    {
        board.Chip.PsramBytes = 0;
        board.Load().StartFirmware();
        Assert.False(board.Ports.UpdateTarget.CanRunAssemblies);
        Assert.Equal(UpdateReason.NoAssemblies, board.Send(UpdatableBoard.Bundle(7, UpdatableBoard.Assembly("Firmware", SlotProgram.Make("D1")))));
        Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(7, UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("new")))));

        board.Load().StartFirmware();

        Assert.Equal((UpdateRecord.Factory, true, 1), (board.Told.Slot, board.Told.IsTrial, board.Told.Count));
        Assert.Equal(UpdatableBoard.NodeFile("new"), System.Text.Encoding.UTF8.GetString(board.Told.Find("node.json")));
    }

    [Theory]
    [InlineData("esp32-s3-n16r8", UpdateReason.None)]
    [InlineData("esp32-s3", UpdateReason.None)] // its chip
    [InlineData("esp32", UpdateReason.BadSettings)]
    [InlineData("olimex-esp32-poe-iso-wrover", UpdateReason.BadSettings)]
    public void A_node_file_for_another_board_is_refused_before_it_is_tried(string name, UpdateReason reason)
    {
        board.Load().StartFirmware();

        Assert.Equal(reason, board.Send(UpdatableBoard.Bundle(7,
            UpdatableBoard.Settings("node.json", UpdatableBoard.NodeFile("N").Replace("\"group\"", $"\"board\": \"{name}\", \"group\"")))));
    }

    /// <summary>The PSRAM failed, or a module without it was soldered in.</summary>
    [Fact]
    public void Firmware_that_was_confirmed_is_not_started_once_there_is_no_memory_for_it()
    {
        Install("E1", 7);
        board.Load();
        board.StartFirmware(SlotProgram.Given("E1")).Installer.Confirm();
        board.Chip.PsramBytes = 0;

        board.Load().StartFirmware();

        Assert.Equal(UpdateRecord.Factory, board.Told.Slot);
        Assert.True(board.Told.IsRestricted); // it has run a newer one than the factory's
    }

    [Fact]
    public void An_exception_that_leaves_the_firmware_is_marked()
    {
        board.Chip.StartThrows = new InvalidOperationException("x");

        board.Load();

        Assert.Equal(RunEnd.Exception, BootRecord.Look(board.Store).LastEnd);
    }

    [Theory]
    [InlineData("FieldNode.Update", 0, true)]
    [InlineData("FieldNode.Update", 1, false)]
    [InlineData("No.Such.Library", 0, false)]
    public void A_library_counts_in_all_four_numbers_of_its_version(string name, int more, bool has)
    {
        Version version = UpdatableBoard.Library.Version;

        Assert.Equal(has, new DeviceLibraries().Has(name, version.Major, version.Minor, version.Build, version.Revision + more));
    }

    [Theory]
    [InlineData(256, 1, 212_992)]
    [InlineData(2047, 1, 212_992)]
    [InlineData(2048, 2, 524_288)]
    [InlineData(3072, 2, 524_288)]
    public void Small_drives_have_one_slot_for_firmware(int driveKb, int slots, int bytes)
    {
        UpdateTarget target = UpdateFacts.Target("b", driveKb, 1);

        Assert.Equal((slots, bytes), (target.FirmwareSlots, target.FirmwareBytesMax));
    }

    private void Install(string mark, int sequence)
    {
        board.Load().StartFirmware();
        Assert.Equal(UpdateReason.None, board.Send(UpdatableBoard.Bundle(sequence, UpdatableBoard.Assembly("Firmware", SlotProgram.Make(mark)))));
    }
}
