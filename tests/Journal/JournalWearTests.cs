using System.Globalization;

namespace FieldNode.Journal.Tests;

/// <summary>
/// What a day of the journal writes, counted, against the table in docs/DESIGN.md. A block of 4 KB is erased for each segment, and one for 16 openings: each
/// commits some 256 bytes to the block of its folder.
/// </summary>
public sealed class JournalWearTests
{
    private const int CommitsOfABlock = 16;
    private const int Cycles = 100_000;

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(24, 1)]
    [InlineData(24, 10)]
    public void A_day_erases_what_the_table_says(int hoursOffline, int perSecond)
    {
        (int segments, int openings) = Day(hoursOffline, perSecond);
        TestContext.Current.TestOutputHelper?.WriteLine($"{hoursOffline} h {perSecond}: {segments} segments, {openings} openings");
        double erases = segments + (double)openings / CommitsOfABlock;
        string[] row = [.. Row($"| {hoursOffline} h | {perSecond} |").Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())];
        Near(segments, row[2]);
        Near(openings, row[3]);
        Near(erases, row[4]);
        foreach ((int blocks, string told) in new[] { (64, row[5]), (768, row[6]) })
        {
            double years = erases == 0 ? double.PositiveInfinity : blocks * (double)Cycles / erases / 365;
            if (told == "over 100")
            {
                Assert.True(years > 100, $"{years} years");
            }
            else
            {
                Near(years, told);
            }
        }
    }

    // Counted on the second day: the first one writes the names, once for these settings.
    private static (int Segments, int Openings) Day(int hoursOffline, int perSecond)
    {
        var store = new MemoryStore();
        var rig = new JournalRig(ramBytes: SampleJournal.RamBytesUsual, store: store, flashBytes: 131_072);
        int openings = store.Openings;
        int segments = rig.Journal.FlashWrites;
        int count = hoursOffline * 3600 * perSecond;
        for (int i = 0; i < count; i++, rig.Now += 1000 / perSecond)
        {
            rig.Sample(1, i);
        }

        rig.Begin();
        while (rig.Journal.HasBacklog)
        {
            rig.Resend();
            rig.Wire.Clear();
            rig.Confirm();
        }

        return (rig.Journal.FlashWrites - segments, store.Openings - openings);
    }

    private static void Near(double counted, string told)
    {
        double number = double.Parse(told.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Assert.InRange(counted, number * 0.95, number * 1.05);
    }

    private static string Row(string beginning)
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Firmware.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return File.ReadLines(Path.Combine(folder!, "docs", "DESIGN.md")).Single(line => line.StartsWith(beginning, StringComparison.Ordinal));
    }
}
