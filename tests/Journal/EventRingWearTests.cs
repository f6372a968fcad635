namespace FieldNode.Journal.Tests;

/// <summary>What gathering and counting spare the flash, and what they may not lose.</summary>
public sealed class EventRingWearTests : EventRingRig
{
    [Fact]
    public void A_burst_of_urgent_events_costs_two_writes_and_is_there_after_three_seconds()
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        int before = Store.Writes;
        for (int i = 0; i < 10; i++)
        {
            ring.Add(EventKind.DeviceDied, 2, 0, "unit " + i, NowMs, Utc);
        }

        Pass(ring, 3000);
        Assert.Equal(2, Store.Writes - before);
        Assert.Equal(10, Stored().Count(r => r.Kind == EventKind.DeviceDied));
    }

    [Fact]
    public void What_is_not_urgent_is_gathered_and_there_after_five_minutes()
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        int before = Store.Writes;
        for (int i = 0; i < 10; i++)
        {
            ring.Add(EventKind.DeviceBorn, 0, 0, "unit " + i, NowMs, Utc);
            Pass(ring, 1000);
        }

        Assert.Equal(before, Store.Writes);
        Pass(ring, EventRing.GatherMs);
        Assert.Equal(before + 1, Store.Writes);
        Assert.Equal(10, Stored().Count(r => r.Kind == EventKind.DeviceBorn));
    }

    [Fact]
    public void A_slave_that_flaps_every_second_for_a_week_neither_wears_the_flash_nor_pushes_anything_out()
    {
        EventRing ring = Start();
        ring.Add(EventKind.TlsFailed, 27, 0, (string)null!, NowMs, Utc);
        const int Seconds = 7 * 86_400;
        for (int i = 0; i < Seconds; i++)
        {
            ring.Add(i % 2 == 0 ? EventKind.DeviceDied : EventKind.DeviceBorn, i % 2 == 0 ? 2 : 0, 0, "Meter", NowMs, Utc + NowMs);
            Pass(ring, 1000);
        }

        ring.Close(NowMs, Utc + NowMs);
        var records = Stored();
        // Two streams, one record an hour each in the end: 340 of them in a week; what is older than the ring is gone, the start is not.
        Assert.Equal(EventKind.Started, records[0].Kind);
        Assert.InRange(records.Count(r => r.Kind == EventKind.DeviceDied), 64, 100);
        Assert.InRange(Store.Writes, 100, EventRing.WritesMax + 2 * 7 * 24 + 20);
        Assert.Equal(0, ring.Lost);
    }

    [Fact]
    public void Repeats_are_counted_to_the_last_one()
    {
        EventRing ring = Start();
        const int Events = 30_000;
        for (int i = 0; i < Events; i++)
        {
            ring.Add(EventKind.SlaveFault, 1, 0, "Meter", NowMs, Utc);
            Pass(ring, 137);
        }

        ring.Close(NowMs, Utc);
        Assert.Equal(Events, Stored().Where(r => r.Kind == EventKind.SlaveFault).Sum(r => r.Times));
    }

    [Fact]
    public void Whatever_comes_there_are_no_more_writes_than_the_budget_and_what_is_lost_is_counted()
    {
        EventRing ring = Start();
        Random random = Seeded.Random();
        const int Hours = 12;
        int added = 0;
        for (int i = 0; i < Hours * 36_000; i++)
        {
            // A hostile mixture: many kinds, names and numbers, ten a second.
            EventKind kind = (EventKind)new[] { 5, 13, 41, 42, 43, 60, 61, 62, 80, 81, 82 }[random.Next(11)];
            ring.Add(kind, random.Next(50), 0, EventKinds.IsRare(kind) ? null! : "unit " + random.Next(40), NowMs, Utc + NowMs);
            added++;
            NowMs += 100;
            ring.Step(NowMs, Utc + NowMs);
        }

        ring.Close(NowMs, Utc);
        Assert.InRange(Store.Writes, 1, EventRing.WritesMax + Hours * 3_600_000 / EventRing.WriteEveryMs + 2);
        Assert.InRange(ring.Lost, 1, added);
        var records = Stored();
        Assert.Contains(records, r => r.Kind == EventKind.EventsLost);
        Assert.Equal(EventKind.Started, records[0].Kind); // the life of the node is not pushed out
    }

    [Fact]
    public void A_start_that_finds_no_room_and_a_flash_that_refuses_is_counted_as_lost()
    {
        var store = new RefusingStore();
        for (int i = 1; i < EventRing.RareRecords; i++)
        {
            new EventRing(store).Start(RunEnd.Unmarked, "1." + i, NowMs, Utc);
        }

        store.Refuses = true;
        var ring = new EventRing(store);
        ring.Add(EventKind.SettingsBad, 0, 0, "", NowMs, Utc); // before the first step
        Assert.Equal(0, ring.Lost);
        ring.Start(RunEnd.Unmarked, "2", NowMs, Utc);
        Assert.Equal(1, ring.Lost);
    }

    [Fact]
    public void Adding_and_stepping_allocate_nothing()
    {
        var quiet = new QuietStore();
        var ring = new EventRing(quiet);
        ring.Start(RunEnd.Unmarked, "1", NowMs, Utc);
        string[] names = [.. Enumerable.Range(0, 40).Select(i => "unit " + i)];
        Turn(ring, names, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Turn(ring, names, 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(quiet.Writes > 100);
    }

    private void Turn(EventRing ring, string[] names, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ring.Add(EventKind.DeviceDied, i % 7, 0, names[i % names.Length], NowMs, Utc);
            NowMs += 1000;
            ring.Step(NowMs, Utc);
        }
    }

    private sealed class RefusingStore : IFlashStore
    {
        private readonly Dictionary<string, byte[]> files = [];

        internal bool Refuses { get; set; }

        public bool Write(string name, byte[] content, int offset, int count)
        {
            if (!Refuses)
            {
                files[name] = content[offset..(offset + count)];
            }

            return !Refuses;
        }

        public int Read(string name, byte[] buffer, int offset, int count)
        {
            if (!files.TryGetValue(name, out byte[]? file))
            {
                return -1;
            }

            int taken = Math.Min(count, file.Length);
            Array.Copy(file, 0, buffer, offset, taken);
            return taken;
        }

        public bool Delete(string name) => files.Remove(name);

        public string[] List() => [.. files.Keys];
    }
}
