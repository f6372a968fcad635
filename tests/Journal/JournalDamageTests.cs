using FieldNode.ProtoLite;
using FieldNode.Tags;

namespace FieldNode.Journal.Tests;

/// <summary>Segments and records that are cut short, damaged or of other settings: what can be told is told, the rest is counted once, and nothing is held up.</summary>
public sealed class JournalDamageTests
{
    /// <summary>Found by fuzzing: kept, it would be tried for ever, and all behind it with it.</summary>
    [Fact]
    public void A_text_that_is_longer_than_a_frame_may_be_since_is_lost_and_holds_nothing_up()
    {
        var store = new MemoryStore();
        byte[] frame = new byte[2048];
        SampleJournal journal = OfText(store, out TagTable tags);
        foreach (int count in (int[])[20, 300, 30])
        {
            tags.BeginSample(JournalRig.Utc0 + count);
            tags.SetText(0, new byte[count].Select(_ => (byte)'x').ToArray(), 0, count);
            journal.Tick(1000);
            journal.Take(0, frame, 0, tags.AppendChanges(0, frame, 0, 1000));
        }

        journal.Flush(2000);
        journal = OfText(store, out _);
        journal.Begin(3000);
        var lengths = new List<int>();
        for (int i = 0; journal.HasBacklog; i++)
        {
            Assert.True(i < 20, "a backlog without an end");
            int end = journal.AppendBacklog(frame, 0, 200, [true, true]);
            lengths.AddRange(FieldNode.Host.Protobuf.Payload.Parser.ParseFrom(frame, 0, end).Metrics.Select(metric => metric.StringValue.Length));
        }

        Assert.Equal([20, 30], lengths);
        Assert.Equal((3, 1), (journal.Captured, journal.Dropped));
    }

    /// <summary>Found by fuzzing: its sum is right, and its numbers are none that a node has written.</summary>
    [Theory]
    [InlineData(-1, 3, 4, 0)]
    [InlineData(5, 3, 4, 0)]
    [InlineData(0, 5, 4, 0)]
    [InlineData(1, 2, 0, 0)]
    [InlineData(1, 2, 4, -7)]
    [InlineData(0, 1, 65_535, 0)]
    [InlineData(int.MaxValue - 1, int.MaxValue, 4, 0)]
    public void A_record_whose_numbers_cannot_be_is_none(int first, int next, int files, int waiting)
    {
        var store = new MemoryStore();
        byte[] content = new byte[28];
        content[0] = 1;
        BitConverter.TryWriteBytes(content.AsSpan(2), (ushort)files);
        BitConverter.TryWriteBytes(content.AsSpan(4), first);
        BitConverter.TryWriteBytes(content.AsSpan(8), next);
        BitConverter.TryWriteBytes(content.AsSpan(16), waiting);
        new AbRecord(store, "journal", content.Length).Write(content, content.Length);

        SampleJournal journal = OfText(store, out _);

        Assert.Equal((0, 0), (journal.Captured, journal.Depth));
    }

    /// <summary>Found by fuzzing: a record of an A/B file has the form of one of a segment, and a right sum.</summary>
    [Theory]
    [InlineData(new byte[] { 0x1C, 0, 1, 0, 4, 0, 25, 0 }, 0)]                    // begins with no device
    [InlineData(new byte[] { 0, 1, 0x12, 2, 8, 1, 0x0A, 0 }, 1)]                  // no image behind the first
    [InlineData(new byte[] { 0, 1, 0x12, 60, 8, 1 }, 1)]                          // an image that is longer than its record
    [InlineData(new byte[] { 0, 1, 0x12, 2, 8, 1 }, 2)]                           // one where it says two
    [InlineData(new byte[] { }, 0)]
    public void A_record_that_is_no_run_of_images_is_damaged_though_its_sum_is_right(byte[] content, int metrics)
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        rig.Sample(1, 1);
        rig.Journal.Flush(rig.Now);
        byte[] file = store.Files["journal.0"];
        byte[] record = [.. BitConverter.GetBytes((short)content.Length), .. BitConverter.GetBytes((short)metrics), .. content, 0, 0, 0, 0];
        BitConverter.TryWriteBytes(record.AsSpan(record.Length - 4), Crc32.Of(record, 0, record.Length - 4));
        file = [.. file[..20], .. record, .. file[20..]];
        BitConverter.TryWriteBytes(file.AsSpan(12), (short)file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(16), Crc32.Of(file, 0, 16));
        store.Files["journal.0"] = file;

        JournalRig after = new JournalRig(store: store).Begin();

        Assert.Equal([1.0], after.ResendAll().Select(o => o.Value)); // what stands behind it is read
        after.Confirm();
        after.CheckSums();
        Assert.Equal((1, 0), (after.Journal.Confirmed, after.Journal.Depth));
    }

    [Fact]
    public void Metrics_of_a_device_that_there_never_was_are_lost_and_counted()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        rig.Sample(1, 1);
        rig.Journal.Flush(rig.Now);
        byte[] file = store.Files["journal.0"];
        file[25] = 200; // of the first run
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), Crc32.Of(file, 20, file.Length - 24));

        JournalRig after = new JournalRig(store: store).Begin();

        Assert.Empty(after.ResendAll());
        after.CheckSums();
        Assert.Equal(1, after.Journal.Dropped);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(2000)]
    public void A_damaged_segment_loses_what_is_damaged_and_counts_it(int at)
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        for (int i = 0; i < 1000; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        store.Files["journal.1"][at] ^= 1;
        JournalRig after = new JournalRig(store: store).Begin();
        long there = after.Journal.Captured;
        int told = after.ResendAll().Length;
        after.Confirm();
        after.CheckSums();
        Assert.Equal(there, told + after.Journal.Dropped);
        Assert.InRange(after.Journal.Dropped, 1, 10);
        Assert.Equal(0, after.Journal.Depth);
    }

    [Fact]
    public void What_is_damaged_is_counted_once_in_each_run_however_often_the_node_starts_again()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store, flashBytes: 131_072);
        for (int i = 0; i < 600; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        store.Files["journal.1"][2000] ^= 1;
        for (int start = 0; start < 12; start++)
        {
            rig = new JournalRig(store: store, flashBytes: 131_072).Begin();
            Assert.Equal(600 + start, rig.Journal.Captured);
            rig.ResendAll();
            long damaged = rig.Journal.Dropped;
            Assert.True(damaged > 0);
            rig.Lose();
            rig.Sample(1, 1000 + start);
            rig.Journal.Flush(rig.Now); // a segment more, so the record is written
            rig.CheckSums();
            Assert.Equal(damaged, rig.Journal.Dropped);
        }

        rig = new JournalRig(store: store, flashBytes: 131_072).Begin();
        int told = rig.ResendAll().Length;
        rig.Confirm();
        rig.CheckSums();
        Assert.Equal((612, 0), (told + rig.Journal.Dropped, rig.Journal.Depth));
    }

    [Theory]
    [InlineData(22)]   // nothing of its records is there
    [InlineData(40)]
    [InlineData(1000)] // some of them
    public void A_segment_whose_write_was_cut_short_is_told_as_far_as_it_goes_and_the_rest_is_counted(int bytes)
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        for (int i = 0; i < 120; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        store.Files["journal.0"] = store.Files["journal.0"][..bytes];
        JournalRig after = new JournalRig(store: store).Begin();
        int told = after.ResendAll().Length;
        after.Confirm();
        after.CheckSums();
        Assert.Equal((told, 120 - told, 0), (after.Journal.Confirmed, after.Journal.Dropped, after.Journal.Depth));
        Assert.Equal(bytes > 500, told > 0);
        Assert.Equal(0, new JournalRig(store: store).Journal.Depth); // no later start looks at it again
    }

    [Fact]
    public void What_is_damaged_is_counted_once_however_often_it_is_read_and_whatever_a_damaged_record_says()
    {
        var store = new MemoryStore();
        var rig = new JournalRig(store: store);
        for (int i = 0; i < 120; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Journal.Flush(rig.Now);
        store.Files["journal.0"][22] ^= 0x7F; // the first record's number of metrics
        rig = new JournalRig(store: store);
        for (int session = 0; session < 4; session++)
        {
            int told = rig.Begin().ResendAll().Length;
            Assert.InRange(told, 100, 119);
            Assert.Equal(120, told + rig.Journal.Dropped);
            rig.CheckSums();
            rig.Lose();
        }

        rig.Born[1] = false;
        rig.Begin().ResendAll();
        rig.Born[1] = true;
        rig.Journal.OnBorn(1); // and once more for what the segment owed
        rig.ResendAll();
        rig.Confirm();
        rig.CheckSums();
        Assert.Equal((120, 0), (rig.Journal.Confirmed + rig.Journal.Dropped, rig.Journal.Depth));
        Assert.InRange(rig.Journal.Dropped, 1, 20);
    }

    private static SampleJournal OfText(MemoryStore store, out TagTable tags)
    {
        tags = new TagTable(2, 2);
        tags.Add(0, new TagSpec { Name = "Text", DataType = DataType.String, TextBytesMax = 400 });
        tags.Seal(true);
        var journal = new SampleJournal(tags, SampleJournal.RamBytesMin, 1000, 2000, false);
        journal.UseFlash(new JournalFlash(store, tags, 4 * JournalFlash.SegmentBytes), 1000);
        return journal;
    }
}
