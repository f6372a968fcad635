using System.Text.Json;
using FieldNode.Journal;
using FieldNode.Settings;

namespace FieldNode.NodeTests;

/// <summary>The node's own settings record on flash: it is that of the file that is there, or none, whatever happened to the supply.</summary>
public sealed class SettingsSlotsTests
{
    private const string Firmware = "1.2.3";

    private readonly CuttingStore store = new();

    [Fact]
    public void The_record_of_the_file_is_found_and_no_others()
    {
        Assert.Null(Find(1));
        Assert.True(Keep(1));

        Assert.Equal(1, HeartbeatOf(Find(1)));
        Assert.Null(Find(2));
        Assert.Null(new SettingsSlots(store, "1.2.4").Find(Source(1)));
    }

    [Fact]
    public void Why_there_is_none_is_told()
    {
        Assert.Equal(RecordFault.Missing, Fault(1));
        Keep(1);
        Assert.Equal(RecordFault.OtherFile, Fault(2));
        Assert.Equal(RecordFault.None, Fault(1));
        Assert.Equal(RecordFault.OtherFirmware, Fault(1, "9"));
        byte[] file = Stored("settings-record.a");
        store.Write("settings-record.a", file, 0, file.Length - 1);
        Assert.Equal(RecordFault.Broken, Fault(1));
    }

    [Fact]
    public void Files_are_written_in_turn_and_the_former_one_stays()
    {
        for (int file = 1; file < 8; file++)
        {
            Assert.Null(Find(file));
            Assert.True(Keep(file));
            Assert.Equal(file, HeartbeatOf(Find(file)));
            Assert.True(file == 1 || HeartbeatOf(Find(file - 1)) == file - 1, "the record before " + file);
            Assert.Null(Find(file - 2));
        }
    }

    [Fact]
    public void A_file_that_comes_back_is_found_without_a_write()
    {
        Keep(1);
        Keep(2);

        Assert.Equal(1, HeartbeatOf(Find(1)));
        Assert.Equal(2, store.Writes);
    }

    [Theory]
    [InlineData(0)] // no record yet
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_cut_at_the_write_leaves_the_record_before_it_or_the_new_one(int before)
    {
        foreach (Remains remains in Enum.GetValues<Remains>())
        {
            var cut = new CuttingStore();
            for (int file = 1; file <= before; file++)
            {
                Keep(file, cut);
            }

            (cut.CutAtWrite, cut.Remains) = (cut.Writes, remains);
            Assert.Throws<PowerCut>(() => Keep(before + 1, cut));
            cut.CutAtWrite = -1;

            Assert.True(before == 0 || HeartbeatOf(Find(before, cut)) == before, $"{remains}: the record of the file that ran is gone");
            SettingsRecord? found = Find(before + 1, cut);
            Assert.Equal(remains == Remains.Whole, found is not null);
            Assert.True(found is null || HeartbeatOf(found) == before + 1);
            Assert.True(found is not null || Keep(before + 1, cut)); // the next start reads the file again
            Assert.Equal(before + 1, HeartbeatOf(Find(before + 1, cut)));
        }
    }

    [Fact]
    public void A_torn_file_is_what_is_written_next()
    {
        Keep(1);
        Keep(2);
        (store.CutAtWrite, store.Remains) = (store.Writes, Remains.Torn);
        Assert.Throws<PowerCut>(() => Keep(3));
        store.CutAtWrite = -1;
        Assert.True(Keep(4));

        Assert.Equal(2, HeartbeatOf(Find(2)));
        Assert.Equal(4, HeartbeatOf(Find(4)));
    }

    [Fact]
    public void A_full_store_is_told_and_what_was_there_stays()
    {
        Keep(1);
        store.Full = true;

        Assert.False(Keep(2));

        Assert.Equal(1, HeartbeatOf(Find(1)));
        Assert.Null(Find(2));
    }

    [Fact]
    public void A_record_too_long_is_told()
    {
        var slots = new SettingsSlots(store, Firmware);
        slots.Find(Source(1));
        var settings = new NodeSettings { Lines = [.. Enumerable.Range(0, 20).Select(i => new LineSettings { Name = new string('n', 5000) + i })] };

        Assert.False(slots.Keep(settings, Source(1), 1));
        Assert.Equal(0, store.Writes);
    }

    [Fact]
    public void A_long_record_is_read_whole()
    {
        var settings = new NodeSettings
        {
            Devices = [new DeviceSettings { Tags = [.. Enumerable.Range(0, 1500).Select(i => new TagSettings { Name = "a tag with a name " + i })] }],
        };
        var slots = new SettingsSlots(store, Firmware);
        slots.Find(Source(1));
        Assert.True(slots.Keep(settings, Source(1), 1));
        Assert.True(Stored("settings-record.a").Length > 40000);

        SettingsRecord? record = Find(1);

        Assert.Equal(JsonSerializer.Serialize(settings), JsonSerializer.Serialize(record!.Read()));
    }

    [Fact]
    public void What_lies_there_from_somewhere_else_is_no_record()
    {
        var random = new Random(3);
        foreach (int length in new[] { 0, 1, 71, 72, 79, 80, 200, 8192, 9000, 70000 })
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            "FNSR"u8[..Math.Min(4, length)].CopyTo(bytes);
            store.Write("settings-record.a", bytes, 0, length);
            store.Write("settings-record.b", bytes, 0, length);

            Assert.Null(Find(1));
        }
    }

    private static RecordSource Source(int file) => new(file, file * 1000L);

    private SettingsRecord? Find(int file, CuttingStore? on = null) => new SettingsSlots(on ?? store, Firmware).Find(Source(file));

    private RecordFault Fault(int file, string firmware = Firmware)
    {
        var slots = new SettingsSlots(store, firmware);
        slots.Find(Source(file));
        return slots.Fault;
    }

    /// <summary>A start that found no record of the file and reads it.</summary>
    private bool Keep(int file, CuttingStore? on = null)
    {
        var slots = new SettingsSlots(on ?? store, Firmware);
        Assert.Null(slots.Find(Source(file)));
        return slots.Keep(new NodeSettings { HeartbeatMs = file }, Source(file), file);
    }

    private static int HeartbeatOf(SettingsRecord? record)
    {
        Assert.NotNull(record);
        Assert.Equal(record.Read().HeartbeatMs, record.SourceCrc);
        return record.Read().HeartbeatMs;
    }

    private byte[] Stored(string name)
    {
        byte[] bytes = new byte[100_000];
        return bytes[..store.Read(name, bytes, 0, bytes.Length)];
    }
}
