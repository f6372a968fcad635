namespace FieldNode.Journal.Tests;

public sealed class RecordRingTests
{
    private const int Files = 4;
    private const int PerFile = 5;
    private const int Bytes = 12;

    private readonly CuttingStore store = new();

    [Fact]
    public void What_was_written_is_read_after_a_restart_and_the_ring_goes_on()
    {
        for (int i = 1; i <= 50; i++)
        {
            Write(Open(), i);
            Assert.Equal(Enumerable.Range(1, i).TakeLast(11), Stored().TakeLast(11));
        }
    }

    [Fact]
    public void It_holds_at_least_the_records_that_it_promises()
    {
        RecordRing ring = Open();
        for (int i = 1; i <= 200; i++)
        {
            Write(ring, i);
            int[] stored = Stored();
            Assert.Equal(Enumerable.Range(i - stored.Length + 1, stored.Length), stored);
            Assert.True(stored.Length >= Math.Min(i, (Files - 2) * PerFile + 1), $"{stored.Length} after {i}");
        }
    }

    [Theory]
    [InlineData("Former")]
    [InlineData("Nothing")]
    [InlineData("Torn")]
    [InlineData("Whole")]
    public void A_cut_at_any_write_loses_no_record_that_was_written_before(string remains)
    {
        store.Remains = Enum.Parse<Remains>(remains);
        int next = 1;
        for (int life = 0; life < 120; life++)
        {
            RecordRing ring = Open();
            int written = next - 1; // the last one that a write returned true for
            store.CutAtWrite = store.Writes + life % 9;
            try
            {
                while (true)
                {
                    Write(ring, next);
                    written = next++;
                }
            }
            catch (PowerCut)
            {
                int[] stored = Stored();
                int last = stored.LastOrDefault();
                Assert.True(last == written || last == written + 1, $"life {life}: {last} is the last, {written} was written");
                Assert.Equal(Enumerable.Range(last - stored.Length + 1, stored.Length), stored);
                Assert.True(stored.Length >= Math.Min(written, (Files - 2) * PerFile + 1) - 1, $"life {life}: {stored.Length} left");
                next = last + 1;
            }
        }

        Assert.True(next > 300);
    }

    [Fact]
    public void Several_records_of_one_write_are_all_there_or_none_of_them_and_none_before()
    {
        var memory = new MemoryStore();
        RecordRing ring = new(memory, "r", Files, PerFile, Bytes);
        Put(ring, 1);
        Assert.True(ring.Flush());
        Put(ring, 2);
        Put(ring, 3);
        Assert.True(ring.Flush());
        string newest = memory.Files.Single(f => f.Value.Length == RecordRing.HeadCount + 3 * Bytes).Key;
        byte[] whole = memory.Files[newest];
        for (int cut = 0; cut < whole.Length; cut++)
        {
            memory.Files[newest] = whole[..cut];
            int[] stored = StoredIn(memory);
            Assert.Equal(cut >= RecordRing.HeadCount + 2 * Bytes ? [1, 2] : [1], stored);
            var again = new RecordRing(memory, "r", Files, PerFile, Bytes);
            Assert.True(again.LastAt >= 0);
        }
    }

    [Fact]
    public void A_store_that_refuses_keeps_the_record_in_memory_and_takes_it_later()
    {
        RecordRing ring = Open();
        Write(ring, 1);
        store.Full = true;
        Put(ring, 2);
        Assert.False(ring.Flush());
        Assert.True(ring.IsDirty);
        Assert.Equal([1], Stored());
        store.Full = false;
        Assert.True(ring.Flush());
        Assert.Equal([1, 2], Stored());
        Assert.Equal((2, 1), (ring.Writes, ring.WritesFailed));
    }

    [Fact]
    public void A_full_segment_has_no_room_before_it_is_written()
    {
        RecordRing ring = Open();
        for (int i = 1; i <= PerFile; i++)
        {
            Put(ring, i);
        }

        Assert.Equal(-1, ring.Room());
        ring.Flush();
        Assert.Equal(RecordRing.HeadCount, ring.Room());
    }

    [Fact]
    public void The_last_record_may_be_written_anew()
    {
        RecordRing ring = Open();
        Write(ring, 1);
        Write(ring, 2);
        ring.Bytes[ring.LastAt] = 77;
        ring.Close(ring.LastAt);
        Assert.True(ring.Flush());
        Assert.Equal(77, Open().Bytes[Open().LastAt]);
    }

    [Fact]
    public void Random_damage_of_any_file_never_throws_and_leaves_a_ring_that_works()
    {
        Random random = Seeded.Random();
        for (int round = 0; round < 300; round++)
        {
            var memory = new MemoryStore();
            RecordRing ring = new(memory, "r", Files, PerFile, Bytes);
            int count = random.Next(1, 40);
            for (int i = 1; i <= count; i++)
            {
                Put(ring, i);
                ring.Flush();
            }

            foreach (string file in memory.Files.Keys.ToArray())
            {
                Damage(memory, file, random);
            }

            var again = new RecordRing(memory, "r", Files, PerFile, Bytes);
            for (int i = 1000; i < 1012; i++)
            {
                Write(again, i, memory);
            }

            Assert.Equal(1011, StoredIn(memory)[^1]);
        }
    }

    [Fact]
    public void A_ring_that_cannot_work_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RecordRing(store, "r", 2, PerFile, Bytes));
        Assert.Throws<ArgumentException>(() => new RecordRing(store, "r", Files, 0, Bytes));
        Assert.Throws<ArgumentException>(() => new RecordRing(store, "r", Files, PerFile, 4));
    }

    private RecordRing Open() => new(store, "r", Files, PerFile, Bytes);

    private static void Damage(MemoryStore memory, string file, Random random)
    {
        byte[] bytes = memory.Files[file];
        switch (random.Next(4))
        {
            case 0:
                memory.Files.Remove(file);
                break;
            case 1:
                memory.Files[file] = bytes[..random.Next(bytes.Length)];
                break;
            case 2:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    private static void Put(RecordRing ring, int number)
    {
        int at = ring.Room();
        Assert.True(at > 0);
        BitConverter.TryWriteBytes(ring.Bytes.AsSpan(at), number);
        ring.Close(at);
    }

    private void Write(RecordRing ring, int number) => Write(ring, number, store);

    private static void Write(RecordRing ring, int number, IFlashStore into)
    {
        Put(ring, number);
        Assert.True(ring.Flush(), into.ToString());
    }

    private int[] Stored() => StoredIn(store);

    // As a reader does it that knows nothing of the ring's state: every whole record of every file.
    private static int[] StoredIn(IFlashStore flash)
    {
        var numbers = new SortedSet<int>();
        byte[] file = new byte[4096];
        foreach (string name in flash.List())
        {
            int length = flash.Read(name, file, 0, file.Length);
            for (int at = RecordRing.HeadCount; RecordRing.IsHead(file, length) && at + Bytes <= length; at += Bytes)
            {
                if (RecordRing.IsWhole(file, at, Bytes))
                {
                    numbers.Add(BitConverter.ToInt32(file, at));
                }
            }
        }

        return [.. numbers];
    }
}
