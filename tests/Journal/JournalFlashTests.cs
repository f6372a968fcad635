using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Journal.Tests;

/// <summary>When segments go to flash, what a start finds of them, and what a cut leaves. What is damaged: JournalDamageTests.</summary>
public sealed class JournalFlashTests
{
    [Fact]
    public void Nothing_is_written_while_there_is_a_session()
    {
        var store = new MemoryStore();
        JournalRig rig = new JournalRig(store: store).Begin();
        int atStart = store.Openings;
        for (int i = 0; i < 2000; i++, rig.Now += 100)
        {
            rig.Sample(1, i);
        }

        Assert.Equal(atStart, store.Openings);
    }

    [Fact]
    public void A_ring_that_is_three_quarters_full_goes_to_flash_in_segments_and_nothing_is_dropped()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        for (int i = 0; i < 1500; i++, rig.Now += 10)
        {
            rig.Sample(1 + i % 2, i);
            rig.CheckSums();
        }

        Assert.InRange(store.Files.Keys.Count(name => name.StartsWith("journal.", StringComparison.Ordinal)), 8, 14);
        Assert.All(store.Files.Where(f => f.Key.Length > 9 && f.Key.StartsWith("journal.", StringComparison.Ordinal) && char.IsDigit(f.Key[8])),
            f => Assert.InRange(f.Value.Length, 3000, JournalFlash.SegmentBytes));
        rig.Begin();
        Assert.Equal(Enumerable.Range(0, 1498).Select(i => (double)i), rig.ResendAll().Select(o => o.Value));
        rig.Confirm();
        rig.CheckSums();
        Assert.Equal((1500, 0, 0), (rig.Journal.Confirmed, rig.Journal.Dropped, rig.Journal.Depth));
    }

    [Fact]
    public void After_a_time_offline_all_that_waits_is_on_flash_and_outlives_a_restart()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store, flashAfterMs: 60_000);
        for (int i = 0; i < 20; i++, rig.Now += 5000)
        {
            rig.Sample(1, i);
        }

        Assert.True(rig.Journal.FlashWrites > 0);
        int there = rig.Flash!.Waiting;
        Assert.InRange(there, 10, 20);
        var after = new JournalRig(store: store);
        Assert.Equal((there, there, 0), (after.Journal.Captured, after.Journal.Depth, after.Journal.Dropped));
        after.Begin();
        JournalRig.Out[] again = after.ResendAll();
        Assert.Equal(Enumerable.Range(0, there).Select(i => (double)i), again.Select(o => o.Value));
        Assert.All(again, o => Assert.True(o.IsHistorical));
        after.Confirm();
        after.CheckSums();
        Assert.Equal(0, new JournalRig(store: store).Journal.Depth); // it was told once, and that is kept
    }

    [Fact]
    public void An_end_that_is_known_of_writes_what_has_no_receipt_and_nothing_else()
    {
        var store = new MemoryStore();
        JournalRig rig = new JournalRig(store: store).Begin();
        rig.Sample(1, 1);
        rig.Confirm();
        int quiet = store.Openings;
        rig.Journal.Flush(rig.Now);
        Assert.Equal(quiet, store.Openings);
        rig.Now += 1000;
        rig.Sample(1, 2);
        rig.Journal.Flush(rig.Now);
        Assert.Equal(quiet + 2, store.Openings); // a segment and the record
        JournalRig after = new JournalRig(store: store).Begin();
        Assert.Equal([2.0], after.ResendAll().Select(o => o.Value));
    }

    [Fact]
    public void Other_settings_map_aliases_and_devices_by_name_and_count_what_is_no_more()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        rig.Sample(1, 1, 2);
        rig.Now += 10;
        rig.Sample(2, 3);
        rig.Now += 10;
        rig.Sample(1, 4);
        rig.Journal.Flush(rig.Now);
        // A device and tags in front of the others: every alias and every device is another one now.
        var after = new JournalRig(store: store, more: tags =>
        {
            int device = tags.AddDevice("New");
            tags.Add(device, new TagSpec { Name = "First", DataType = DataType.Double });
            tags.Add(0, new TagSpec { Name = "Second", DataType = DataType.Double });
        });
        Assert.Equal(4, after.Journal.Depth);
        after.Begin();
        JournalRig.Out[] again = after.ResendAll();
        Assert.Equal([(2, 1.0), (2, 2.0), (3, 3.0), (2, 4.0)], again.Select(o => (o.Device, o.Value)));
        Assert.All(again, o => Assert.Equal(after.Tags.DeviceOf(after.Tags.FindByAlias((long)o.Metric.Alias)), o.Device));
        after.Confirm();
        after.CheckSums();
        Assert.Equal((4, 0), (after.Journal.Confirmed, after.Journal.Dropped));
    }

    [Fact]
    public void A_flash_that_refuses_leaves_the_ring_alone_and_is_asked_again_later_and_later()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        store.Full = true;
        for (int i = 0; i < 1000; i++, rig.Now += 100)
        {
            rig.Sample(1, i);
            rig.CheckSums();
        }

        Assert.True(rig.Journal.IsFlashRefused);
        Assert.InRange(store.Refusals, 1, 3);
        Assert.InRange(rig.Journal.Dropped, 700, 900);
        store.Full = false;
        rig.Now += 3_600_000;
        rig.Sample(1, 5000);
        Assert.False(rig.Journal.IsFlashRefused);
    }

    [Fact]
    public void Flash_that_is_full_of_segments_drops_the_oldest_and_counts_it()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store, flashBytes: 16_384);
        for (int i = 0; i < 3000; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
            rig.CheckSums();
        }

        Assert.InRange(rig.Journal.Dropped, 1, 2999);
        rig.Begin();
        double[] again = [.. rig.ResendAll().Select(o => o.Value)];
        Assert.Equal(Enumerable.Range((int)rig.Journal.Dropped, 2999 - (int)rig.Journal.Dropped).Select(i => (double)i), again);
    }

    [Theory]
    [InlineData(20_000)] // a session that comes and goes, again and again, and confirms nothing
    [InlineData(10_000_000)]
    public void While_there_is_no_link_nothing_without_a_receipt_stays_in_RAM_for_longer_than_is_said(int sessionEveryMs)
    {
        var rig = new JournalRig(ramBytes: 65_536, store: new MemoryStore(), flashBytes: 262_144, flashAfterMs: 300_000);
        long sessionAtMs = sessionEveryMs;
        for (int i = 0; i < 4000; i++, rig.Now += 2000)
        {
            rig.Sample(1, i);
            if (rig.Now >= sessionAtMs)
            {
                sessionAtMs += sessionEveryMs;
                rig.Begin();
                rig.Lose();
            }

            Assert.InRange(rig.Journal.Captured - rig.Flash!.Waiting, 0, 155);
            rig.CheckSums();
        }

        Assert.Equal(0, rig.Journal.Dropped);
    }

    [Fact]
    public void After_a_cut_in_the_midst_of_a_long_flush_a_start_finds_all_of_it_also_where_it_lies_over_the_oldest()
    {
        var memory = new MemoryStore();
        var rig = new JournalRig(ramBytes: 65_536, store: memory, flashBytes: 32_768); // eight files
        for (int i = 0; i < 1000; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        for (int i = 1000; i < 2500; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        Assert.InRange(rig.Journal.FlashWrites, 9, 20); // so each file is in use
        var store = new CuttingStore(memory) { Remains = Remains.Former };
        rig = new JournalRig(ramBytes: 65_536, store: store, flashBytes: 32_768);
        for (int i = 2500; i < 4000; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        store.CutAtWrite = store.Writes + 7;
        Assert.Throws<PowerCut>(() => rig.Journal.Flush(rig.Now));
        Assert.InRange(rig.Flash!.Writes, 4, 8);
        JournalRig after = new JournalRig(store: memory, flashBytes: 32_768).Begin();
        double[] told = [.. after.ResendAll().Select(o => o.Value)];
        after.Confirm();
        after.CheckSums();
        Assert.Equal(0, after.Journal.Depth);
        Assert.Equal(told.Order(), told);
        Assert.InRange(told.Max(), 2900, 4000);
    }

    [Fact]
    public void A_start_opens_the_record_and_one_file_more()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        for (int i = 0; i < 1500; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        int before = store.Openings;
        _ = new JournalRig(store: store);
        Assert.InRange(store.Openings - before, 2, 3);
    }

    [Theory]
    [InlineData(nameof(Remains.Former))]
    [InlineData(nameof(Remains.Nothing))]
    [InlineData(nameof(Remains.Torn))]
    [InlineData(nameof(Remains.Whole))]
    public void The_supply_may_go_at_any_operation_and_nothing_that_was_on_flash_is_lost(string remains)
    {
        int operations = Life(new CuttingStore(), out _);
        for (int cut = 0; cut < operations; cut++)
        {
            var memory = new MemoryStore();
            var store = new CuttingStore(memory) { CutAtWrite = cut, Remains = Enum.Parse<Remains>(remains) };
            Life(store, out int kept);
            var after = new JournalRig(store: memory);
            after.Begin();
            double[] told = [.. after.ResendAll().Select(o => o.Value)];
            after.Confirm();
            after.CheckSums();
            Assert.Equal(0, after.Journal.Depth);
            Assert.True(told.Length + after.Journal.Dropped >= kept, $"cut {cut}: {kept} were on flash, {told.Length} are told, {after.Journal.Dropped} counted");
            Assert.Equal(told.Order(), told);
        }
    }

    // An outage, a session that sends all, and another outage. Returns the operations; kept: metrics on flash without a receipt when the supply went.
    private static int Life(CuttingStore store, out int kept)
    {
        kept = 0;
        JournalRig? rig = null;
        try
        {
            rig = new JournalRig(store: store, flashBytes: 65_536);
            for (int outage = 0; outage < 2; outage++)
            {
                for (int i = 0; i < 700; i++, rig.Now += 10)
                {
                    kept = rig.Flash!.Waiting;
                    rig.Sample(1, 1000 * outage + i);
                }

                rig.Journal.Flush(rig.Now);
                kept = rig.Flash!.Waiting;
                if (outage == 0)
                {
                    rig.Begin();
                    rig.ResendAll();
                    kept = 0;
                    rig.Confirm();
                    rig.Lose();
                }
            }
        }
        catch (PowerCut)
        {
            // kept is what was there before the operation
        }

        return store.Writes;
    }
}
