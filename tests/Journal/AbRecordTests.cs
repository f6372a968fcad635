namespace FieldNode.Journal.Tests;

public sealed class AbRecordTests
{
    [Fact]
    public void Without_a_file_there_is_nothing_to_read() => Assert.Equal(-1, new AbRecord(new MemoryStore(), "r", 8).Read(new byte[8]));

    [Fact]
    public void What_was_written_last_is_read_after_a_restart()
    {
        var store = new MemoryStore();
        var record = new AbRecord(store, "r", 8);
        for (byte i = 1; i <= 20; i++)
        {
            Assert.True(record.Write([i, (byte)(2 * i)], 2));
            Assert.Equal([i, (byte)(2 * i)], ReadNew(store));
        }
    }

    [Fact]
    public void The_two_files_are_written_in_turn_also_after_a_restart()
    {
        var store = new MemoryStore();
        byte[] content = new byte[8];
        for (byte i = 1; i <= 6; i++)
        {
            var before = new Dictionary<string, byte[]>(store.Files);
            var record = new AbRecord(store, "r", 8);
            record.Read(content);
            Assert.True(record.Write([i], 1));
            if (i > 1)
            {
                string unchanged = Assert.Single(before.Keys, k => before[k] == store.Files[k]);
                Assert.Equal(i - 1, before[unchanged][6]);
            }
        }
    }

    [Fact]
    public void A_cut_that_leaves_any_part_of_the_last_write_leaves_the_one_before_it()
    {
        var store = new MemoryStore();
        var record = new AbRecord(store, "r", 8);
        record.Write([1, 1, 1], 3);
        string first = Assert.Single(store.Files.Keys);
        record.Write([2, 2, 2], 3);
        string second = Assert.Single(store.Files.Keys, k => k != first);
        byte[] whole = store.Files[second];
        for (int count = 0; count < whole.Length; count++)
        {
            store.Files[second] = whole[..count];
            Assert.Equal([1, 1, 1], ReadNew(store));
        }
    }

    [Fact]
    public void Any_flipped_bit_of_the_newer_file_brings_back_the_older()
    {
        var store = new MemoryStore();
        var record = new AbRecord(store, "r", 8);
        record.Write([1], 1);
        string first = Assert.Single(store.Files.Keys);
        record.Write([2], 1);
        string second = Assert.Single(store.Files.Keys, k => k != first);
        byte[] whole = store.Files[second];
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            store.Files[second] = damaged;
            Assert.Equal([1], ReadNew(store));
        }
    }

    [Fact]
    public void A_store_that_refuses_leaves_the_record_as_it_was()
    {
        var store = new MemoryStore();
        var record = new AbRecord(store, "r", 8);
        record.Write([1], 1);
        store.Full = true;
        Assert.False(record.Write([2], 1));
        store.Full = false;
        Assert.Equal([1], ReadNew(store));
    }

    [Fact]
    public void The_sequence_number_wraps_without_losing_the_newest()
    {
        var store = new MemoryStore();
        Assert.True(new AbRecord(store, "r", 8).Write([9], 1));
        // The number of the only file, made the last one before the wrap, by writing it with its own CRC.
        string name = Assert.Single(store.Files.Keys);
        byte[] file = store.Files[name];
        BitConverter.TryWriteBytes(file, int.MaxValue);
        BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), Crc32.Of(file, 0, file.Length - 4));
        var record = new AbRecord(store, "r", 8);
        Assert.Equal(1, record.Read(new byte[8]));
        for (byte i = 10; i < 15; i++)
        {
            record.Write([i], 1);
            Assert.Equal([i], ReadNew(store));
        }
    }

    [Fact]
    public void The_crc_is_the_one_that_everyone_has()
    {
        byte[] check = "123456789"u8.ToArray();
        Assert.Equal(unchecked((int)0xCBF43926), Crc32.Of(check, 0, check.Length));
    }

    private static byte[] ReadNew(MemoryStore store)
    {
        byte[] content = new byte[8];
        int count = new AbRecord(store, "r", 8).Read(content);
        return content[..count];
    }
}
