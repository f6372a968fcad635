using System.Text;
using FieldNode.Cli;
using FieldNode.Interop.Tests;
using FieldNode.Update;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

public sealed class SlotStartTests : IDisposable
{
    private readonly SlotFolder folder = new();
    private readonly OpenInput board = new();
    private readonly StringWriter log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_to_be_tried_is_started_counted_and_its_status_is_that_of_the_start()
    {
        folder.With(BadFirmware.Ending(StartEnd.Restart));
        Assert.Equal(StartEnd.Restart, Start());
        Assert.Equal((SlotState.Trial, 1), (folder.Record.StateOf(0), folder.Record.StartsOf(0)));
        Assert.Contains("loader: slot A, version 0.2.0, on trial", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_leaves_the_firmware_is_a_crash()
    {
        folder.With(BadFirmware.Crashing());
        Assert.Equal(StartEnd.Crashed, Start());
        Assert.Contains("crashed: InvalidOperationException: as the test wants it", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void After_three_starts_the_programs_own_firmware_runs_and_the_log_says_why()
    {
        folder.With(BadFirmware.Crashing());
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(StartEnd.Crashed, Start());
        }

        Assert.Equal(StartEnd.CannotStart, Start()); // certificates are not there: that is the program's own
        Assert.Equal(SlotState.Rejected, folder.Record.StateOf(0));
        Assert.Contains("loader: the program's own firmware; a slot was rejected: NeverConfirmed", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_cannot_be_loaded_is_rejected_at_once_and_the_own_firmware_runs()
    {
        folder.With(BadFirmware.Ending(0) with { Content = new byte[100] });
        Assert.Equal(StartEnd.CannotStart, Start());
        Assert.Equal((SlotState.Rejected, UpdateReason.LoadFailed), (folder.Record.StateOf(0), folder.Record.ReasonOf(0)));
        Assert.Contains("loader: version 0.2.0 cannot be loaded", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_on_trial_count_before_the_nodes_own()
    {
        folder.With(new BundlePart(BundlePartKind.Settings, "node.json", Encoding.UTF8.GetBytes(SlotFolder.Settings(heartbeatMs: 1))));
        Assert.Equal(StartEnd.CannotStart, Start());
        Assert.Contains("settings of slot A, on trial", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("heartbeatMs", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_another_node_is_not_taken()
    {
        using StateLock other = StateLock.Take(folder.State);
        Assert.Equal(StartEnd.CannotStart, Start());
        Assert.Contains("another node uses it", log.ToString(), StringComparison.Ordinal);
    }

    private int Start() => SlotStart.Run(folder.SettingsPath, folder.State, board, Stream.Null,
        log, TestContext.Current.CancellationToken);
}
