using FieldNode.Esp32;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.Simulation;

/// <summary>
/// What a board keeps beside its node, over some starts: the settings record in its two slots, the mark of the node file that ran last, and the floor of
/// its time. Every second start finds another node file.
/// </summary>
internal sealed class BoardLife
{
    private const int Starts = 8;
    private const string Firmware = "1.0";
    private const long DayMs = 86_400_000;

    private readonly CuttingStore store;
    private readonly BoardFlash files;
    private long tickMs;  // that the board saw pass
    private long floorMs; // the newest that a write of it was acknowledged for

    private BoardLife(CuttingStore store) => (this.store, files) = (store, new BoardFlash(store));

    /// <summary>Operations on flash of a life without a cut.</summary>
    public static IReadOnlyList<FlashOperation> Operations()
    {
        var life = new BoardLife(new CuttingStore { CutsReads = true, Log = [] });
        life.Live();
        return life.store.Log!;
    }

    /// <inheritdoc cref="CutLife.Fault"/>
    /// <param name="isInPlace">A mutation for a test of this one: the two files of each record are one.</param>
    public static string? Fault(int operation, Remains remains, bool losesOrder, bool isInPlace = false)
    {
        var life = new BoardLife(new CuttingStore(new MemoryStore { IsInPlace = isInPlace }) { CutsReads = true, CutAtWrite = operation, Remains = remains, LosesOrder = losesOrder });
        int start = life.Live();
        if (!life.store.IsCut)
        {
            return "there was no cut";
        }

        life.store.CutAtWrite = -1;
        return life.FaultNow(start, losesOrder);
    }

    // The floor never goes back, but by the one write that flash forgot; the node file that is there has its settings, or is read again.
    private string? FaultNow(int start, bool losesOrder)
    {
        long leastMs = floorMs - (losesOrder ? 2 * DayMs : 0);
        if (new TimeBounds(files, 0, tickMs).Holds(leastMs - 1) && leastMs > TimeBounds.BuildFloorMs)
        {
            return $"the floor of the time is below {leastMs}";
        }

        for (int next = start; next < start + 3; next++)
        {
            try
            {
                Start(next);
            }
            catch (ArgumentException e)
            {
                return $"start {next} after it: {e.Message}";
            }

            if (new SettingsSlots(files, Firmware).Find(Source(next))?.Read().HeartbeatMs != FileOf(next))
            {
                return $"start {next} after it does not keep its settings";
            }
        }

        return null;
    }

    private int Live()
    {
        int start = 0;
        try
        {
            for (; start < Starts; start++)
            {
                Start(start);
            }
        }
        catch (PowerCut)
        {
            // the next start is the one that is looked at
        }

        return start;
    }

    private void Start(int start)
    {
        var bounds = new TimeBounds(files, 0, tickMs);
        var slots = new SettingsSlots(files, Firmware);
        SettingsRecord? found = slots.Find(Source(start));
        if (found is not null && found.Read().HeartbeatMs != FileOf(start))
        {
            throw new ArgumentException("the settings are those of another file");
        }

        if (found is null)
        {
            slots.Keep(new NodeSettings { HeartbeatMs = FileOf(start) }, Source(start), FileOf(start));
        }

        SettingsMark.Check(files, FileOf(start), new EventRing(files), tickMs, TimeBounds.BuildFloorMs + tickMs);
        for (int day = 0; day < 3; day++)
        {
            tickMs += DayMs;
            bounds.Move(tickMs, TimeBounds.BuildFloorMs + tickMs);
        }

        floorMs = StoredFloorMs();
    }

    // By what the record says, without an operation of this life.
    private long StoredFloorMs()
    {
        byte[] content = new byte[8];
        return new AbRecord(store.Below, "time", content.Length).Read(content) == content.Length ? BitConverter.ToInt64(content) : 0;
    }

    private static int FileOf(int start) => 1 + start / 2;

    private static RecordSource Source(int start) => new(FileOf(start), 1000L * FileOf(start));
}
