using System.Diagnostics;
using FieldNode.Interop.Tests;
using FieldNode.Journal;
using FieldNode.Update;
using FieldNode.Virtual.Updates;

namespace FieldNode.Virtual.Tests;

/// <summary>Processes are real here, and so is their time: a shell stands for a start.</summary>
public sealed class SlotBoardTests : IDisposable
{
    private const int WatchdogMs = 4000; // the machine may be slow; whoever pets does it eight times as often
    private readonly SlotFolder folder = new();
    private readonly StringWriter log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_start_that_ends_well_is_the_end() => Assert.Equal(StartEnd.Ended, Run("exit 0"));

    [Fact]
    public void A_node_that_asks_for_a_restart_is_started_again()
    {
        Assert.Equal(StartEnd.Ended, Run(Once($"exit {StartEnd.Restart}")));
        Assert.Contains("board: the node asks for a restart; starting again", log.ToString(), StringComparison.Ordinal);
        Assert.Equal(RunEnd.Asked, BootRecord.Look(folder.Store).LastEnd);
    }

    [Fact]
    public void What_breaks_without_a_trial_ends_the_program_as_before()
    {
        Assert.Equal(StartEnd.CannotStart, Run($"exit {StartEnd.Crashed}"));
        Assert.Equal(RunEnd.Exception, BootRecord.Look(folder.Store).LastEnd);
        Assert.Equal(StartEnd.CannotStart, Run($"exit {StartEnd.StepFaults}"));
        Assert.Equal(RunEnd.StepFaults, BootRecord.Look(folder.Store).LastEnd);
    }

    [Fact]
    public void What_breaks_on_trial_is_started_again()
    {
        folder.With(BadFirmware.Ending(0));
        Assert.Equal(StartEnd.Ended, Run(Once($"exit {StartEnd.Crashed}")));
        Assert.Contains("it crashed, or could not start; starting again", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_still_is_reset_and_marked_and_what_pets_is_not()
    {
        folder.With(BadFirmware.Ending(0));
        Assert.Equal(StartEnd.Ended, Run(Once("sleep 60")));
        Assert.Contains("it stood still for", log.ToString(), StringComparison.Ordinal);
        Assert.Equal(RunEnd.Hang, BootRecord.Look(folder.Store).LastEnd);
        log.GetStringBuilder().Clear();
        Assert.Equal(StartEnd.Ended, Run("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf .; sleep 0.5; done; exit 0"));
        Assert.DoesNotContain("stood still", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_turns_of_the_nodes_loop_are_told_on()
    {
        int turns = 0;
        Run("sleep 1; exit 0", () => turns++);
        Assert.Equal(0, turns);
        Run("for i in 1 2 3 4 5 6; do printf .; sleep 0.3; done; exit 0", () => turns++);
        Assert.InRange(turns, 1, 6);
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_asks_for_the_end_gets_it_through_the_start()
    {
        using var asked = new CancellationTokenSource();
        Task<int> run = Task.Run(() => RunUntil($"touch '{folder.In("up")}'; while :; do printf .; sleep 0.1; done & read line; kill $!; exit 0", asked.Token));
        while (!File.Exists(folder.In("up")))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await asked.CancelAsync();
        Assert.Equal(StartEnd.Ended, await run);
    }

    // The first time it does that, then it ends well.
    private string Once(string what) => $"if [ -e '{folder.In("was")}' ]; then exit 0; fi; touch '{folder.In("was")}'; {what}";

    private int Run(string script, Action? turned = null) => RunUntil(script, TestContext.Current.CancellationToken, turned);

    private int RunUntil(string script, CancellationToken cancellation, Action? turned = null) => new SlotBoard(new SlotBoardOptions
    {
        Start = () => new ProcessStartInfo("sh", ["-c", script]), StateFolder = folder.State, Log = log, WatchdogMs = WatchdogMs, Turned = turned,
    }).Run(cancellation);
}
