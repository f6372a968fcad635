using System.Diagnostics;
using FieldNode.Journal;
using FieldNode.Update;

namespace FieldNode.Virtual.Updates;

/// <summary>
/// The board of a node on a PC that can be updated: it starts the loader, resets what stands still, marks how a start ended, and starts again for as
/// long as the node asks for it or something is on trial. Another end is its own end: a service manager starts it again.
/// </summary>
public sealed class SlotBoard(SlotBoardOptions options)
{
    private const int LookMs = 50;
    private const int LeaveMs = 20_000; // NDEATH and DISCONNECT have 10 s
    private const int PauseMs = 1000;   // before a start after a fault

    private readonly LineLog log = new(options.Log);
    private long lastPet;

    /// <summary>Runs until it is asked to end or the node breaks down.</summary>
    /// <returns>0: it was asked to end; 1: the node could not start, or broke down.</returns>
    public int Run(CancellationToken cancellation)
    {
        while (true)
        {
            (int status, RunEnd end) = RunOnce(cancellation);
            if (end != RunEnd.Unmarked && !Mark(end))
            {
                return StartEnd.CannotStart;
            }

            if (cancellation.IsCancellationRequested || status == StartEnd.Ended)
            {
                return status == StartEnd.Ended ? StartEnd.Ended : StartEnd.CannotStart;
            }

            if (end != RunEnd.Asked && !IsTrying())
            {
                return StartEnd.CannotStart;
            }

            log.Line($"board: {Words(end)}; starting again", end == RunEnd.Asked ? LogSeverity.Info : LogSeverity.Error);
            if (end != RunEnd.Asked && cancellation.WaitHandle.WaitOne(PauseMs))
            {
                return StartEnd.Ended;
            }
        }
    }

    private (int Status, RunEnd End) RunOnce(CancellationToken cancellation)
    {
        ProcessStartInfo start = options.Start();
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        // The .NET runtime opens a socket for debuggers and profilers; a node listens nowhere.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using Process process = Process.Start(start)!;
        Volatile.Write(ref lastPet, Stopwatch.GetTimestamp());
        long told = lastPet;
        Task pets = Task.Run(() => Hear(process.StandardOutput.BaseStream), CancellationToken.None);
        bool isHung = false;
        long asked = 0;
        while (!process.WaitForExit(LookMs))
        {
            if (cancellation.IsCancellationRequested && asked == 0)
            {
                asked = Stopwatch.GetTimestamp();
                Ask(process);
            }

            long heard = Volatile.Read(ref lastPet);
            if (heard != told)
            {
                told = heard;
                options.Turned?.Invoke(); // by a turn of this loop for turns of the node's: both go on
            }

            isHung = asked == 0
                ? Stopwatch.GetElapsedTime(Volatile.Read(ref lastPet)).TotalMilliseconds > options.WatchdogMs
                : Stopwatch.GetElapsedTime(asked).TotalMilliseconds > LeaveMs;
            if (isHung)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                break;
            }
        }

        pets.Wait(LookMs, CancellationToken.None);
        return (process.ExitCode, isHung ? RunEnd.Hang : EndOf(process.ExitCode));
    }

    private static RunEnd EndOf(int status) => status switch
    {
        StartEnd.Ended => RunEnd.Unmarked,
        StartEnd.Restart => RunEnd.Asked,
        StartEnd.StepFaults => RunEnd.StepFaults,
        128 + 9 or -1 => RunEnd.Unmarked, // killed from outside (SIGKILL, TerminateProcess): as if its supply had gone
        _ => RunEnd.Exception,
    };

    private void Hear(Stream pets)
    {
        try
        {
            while (pets.ReadByte() >= 0)
            {
                Volatile.Write(ref lastPet, Stopwatch.GetTimestamp());
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended.
        }
    }

    private static void Ask(Process process)
    {
        try
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }
    }

    // The start is over, so nobody else writes there now. Its mark tells the loader why a trial was not confirmed.
    private bool Mark(RunEnd end)
    {
        try
        {
            using StateLock ours = StateLock.Take(options.StateFolder);
            BootRecord.Look(new DiskFlashStore(options.StateFolder)).Mark(end);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Line(e.Message, LogSeverity.Error);
            return false;
        }
    }

    private bool IsTrying()
    {
        var record = new UpdateRecord(new DiskFlashStore(options.StateFolder));
        return Enumerable.Range(0, UpdateRecord.Slots).Any(slot => record.StateOf(slot) is SlotState.Trial or SlotState.Verified);
    }

    private string Words(RunEnd end) => end switch
    {
        RunEnd.Asked => "the node asks for a restart",
        RunEnd.Hang => $"it stood still for {options.WatchdogMs / 1000} s",
        RunEnd.StepFaults => "steps failed in a row",
        RunEnd.Exception => "it crashed, or could not start",
        _ => "it was killed",
    };
}
