using System.Diagnostics;
using FieldNode.Journal;
using FieldNode.Loader;
using FieldNode.Update;
using FieldNode.Virtual.Settings;

namespace FieldNode.Virtual.Updates;

/// <summary>
/// One start of a node that can be updated, in a process of its own: the loader chooses, what it chose runs. <see cref="SlotBoard"/> is its
/// power, its watchdog and its reset. A line on its input asks for a clean end; when the input ends, the board is gone, and so is this at once.
/// </summary>
public static class SlotStart
{
    /// <summary>A pet is told to the board at most once in so many ms.</summary>
    private const int PetEveryMs = 500;
    private const int LockMs = 5000;

    /// <summary>Chooses, and runs what was chosen.</summary>
    /// <returns>A status of <see cref="StartEnd"/>.</returns>
    public static int Run(string settingsPath, string stateFolder, Stream input, Stream output, TextWriter error, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = Task.Factory.StartNew(() => Follow(input, end), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var log = new LineLog(error);
        try
        {
            using StateLock ours = TakeLock(stateFolder);
            var store = new DiskFlashStore(stateFolder);
            string? board = SettingsFile.Read(settingsPath).Settings?.Board;
            var choice = new BootChoice(store, new PcHmac(), PcUpdate.TargetOf(board), new PcLibraries(), factorySequence: 0);
            var slots = new SlotContexts(log);
            LoaderStart.Load(choice, slots); // the runtime lets go of what is not used, so nothing is ever stuck
            SlotContext.Entry entry = choice.Slot == UpdateRecord.Factory ? Firmware.Run : slots.Entry!;
            Dictionary<string, byte[]> overlay = OverlayOf(LoaderStart.Tell(choice));
            log.Line($"loader: {Words(choice, overlay.Count > 0)}");
            var run = new BootRecord(store);
            return entry(settingsPath, stateFolder, overlay, choice.Slot, error, Pet(output, run), end.Token);
        }
        catch (IOException e)
        {
            log.Line(e.Message, LogSeverity.Error);
            return StartEnd.CannotStart;
        }
        catch (Exception e)
        {
            log.Line($"crashed: {e.GetType().Name}: {e.Message}", LogSeverity.Error);
            return StartEnd.Crashed;
        }
    }

    private static Dictionary<string, byte[]> OverlayOf(HandOver told) =>
        Enumerable.Range(0, told.Count).ToDictionary(told.NameOf, told.ContentOf, StringComparer.Ordinal);

    private static string Words(BootChoice choice, bool hasOverlay)
    {
        string what = choice.Slot == UpdateRecord.Factory ? "the program's own firmware"
            : $"slot {(char)('A' + choice.Slot)}, version {choice.Firmware.Manifest.Version}";
        string settings = !hasOverlay ? "" : $", settings of slot {(char)('A' + choice.Overlay)}";
        string why = choice.Reason == UpdateReason.None ? "" : $"; a slot was rejected: {choice.Reason}";
        return what + settings + (choice.IsTrial ? ", on trial" : "") + why;
    }

    private static Action Pet(Stream output, BootRecord run)
    {
        long start = Stopwatch.GetTimestamp();
        long told = -PetEveryMs;
        return () =>
        {
            long now = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (now - told < PetEveryMs)
            {
                return;
            }

            told = now;
            run.Step(now);
            try
            {
                output.WriteByte((byte)'.');
                output.Flush();
            }
            catch (IOException)
            {
                // The board is gone; the end of the input says so, too.
            }
        };
    }

    // Who was killed a moment ago may still have it.
    private static StateLock TakeLock(string folder)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return StateLock.Take(folder);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(start).TotalMilliseconds < LockMs)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static void Follow(Stream input, CancellationTokenSource end)
    {
        try
        {
            if (input.ReadByte() >= 0)
            {
                end.Cancel();
                return;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            if (end.IsCancellationRequested)
            {
                return; // it is over
            }
        }

        Process.GetCurrentProcess().Kill(); // the board lost its power
    }
}
