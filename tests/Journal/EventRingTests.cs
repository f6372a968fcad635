using System.Text;

namespace FieldNode.Journal.Tests;

public sealed class EventRingTests
{
    private const long Utc = 1_790_000_000_000;
    private readonly CuttingStore store = new();
    private long nowMs = 1000;

    [Fact]
    public void An_event_is_read_as_it_was_written()
    {
        EventRing ring = Start();
        ring.Add(EventKind.TlsFailed, 27, -5, "Gerät 1", 123_456_789_012, Utc);
        ring.Close(nowMs, Utc);
        StoredEvent record = Stored().Last();
        Assert.Equal(EventKind.TlsFailed, record.Kind);
        Assert.Equal((27, -5, 1, 1, 2), (record.A, record.B, record.Times, record.Run, record.Sequence));
        Assert.Equal((123_456_789_012, Utc), (record.NowMs, record.UtcMs));
        Assert.Equal("Gerät 1", record.Name);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("123456789012345678901234567890x", "123456789012345678901234567890")]
    [InlineData("12345678901234567890123456789ä", "12345678901234567890123456789")]
    [InlineData("1234567890123456789012345678€", "1234567890123456789012345678")]
    [InlineData("123456789012345678901234567€", "123456789012345678901234567€")]
    [InlineData("a😀b", "a??b")]
    public void A_name_is_cut_between_characters(string given, string kept)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)9, EventRecord.NameMax)];
        EventRecord.PutName(given, bytes, 0);
        Assert.Equal(kept, Encoding.UTF8.GetString(bytes).TrimEnd('\0'));
    }

    [Fact]
    public void Each_start_is_a_run_and_says_how_the_last_one_ended()
    {
        Start();
        EventRing second = Start();
        Assert.Equal((2, RunEnd.Unmarked), (second.Run, second.LastEnd));
        second.Add(EventKind.Stopping, 0, 0, (string)null!, nowMs, Utc);
        second.Close(nowMs, Utc);
        EventRing third = Start();
        Assert.Equal((3, RunEnd.Asked), (third.Run, third.LastEnd));
        third.Add(EventKind.Restarting, (int)RunEnd.StepFaults, 0, (string)null!, nowMs, Utc);
        third.Close(nowMs, Utc);
        EventRing fourth = Start();
        Assert.Equal((4, RunEnd.StepFaults), (fourth.Run, fourth.LastEnd));
    }

    [Fact]
    public void What_was_still_counted_at_the_end_does_not_hide_how_the_run_ended()
    {
        EventRing ring = Start();
        for (int i = 0; i < 300; i++)
        {
            ring.Add(EventKind.SlaveFault, 0, 0, "pump" + i, nowMs, Utc); // more than there are windows: some are lost
            ring.Add(EventKind.StepFailed, 1, 0, (string)null!, nowMs, Utc);
        }

        ring.Add(EventKind.Restarting, (int)RunEnd.StepFaults, 0, (string)null!, nowMs, Utc);
        ring.Close(nowMs, Utc);
        Assert.NotEqual(EventKind.Restarting, Stored().Where(r => r.Kind < EventKind.LinkUp).Last().Kind);
        Assert.Equal(RunEnd.StepFaults, Start().LastEnd);
        Assert.Equal(RunEnd.Unmarked, Start().LastEnd);
    }

    [Fact]
    public void A_board_that_restarts_over_and_over_keeps_its_history()
    {
        EventRing first = Start();
        first.Add(EventKind.StepFailed, 1, 0, (string)null!, nowMs, Utc);
        first.Close(nowMs, Utc);
        for (int i = 0; i < 500; i++)
        {
            Start();
        }

        var records = Stored();
        Assert.Equal([EventKind.Started, EventKind.StepFailed, EventKind.Started], records.Select(r => r.Kind));
        Assert.Equal(500, records[^1].Times);
        Assert.Equal(501, records[^1].Run);
    }

    [Fact]
    public void An_urgent_event_is_on_flash_when_the_call_returns()
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        ring.Add(EventKind.LinkDown, 13, 60, (string)null!, nowMs, Utc);
        Assert.Equal(EventKind.LinkDown, Stored().Last().Kind);
    }

    [Fact]
    public void A_burst_of_urgent_events_costs_two_writes_and_is_there_after_three_seconds()
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        int before = store.Writes;
        for (int i = 0; i < 10; i++)
        {
            ring.Add(EventKind.DeviceDied, 2, 0, "unit " + i, nowMs, Utc);
        }

        Pass(ring, 3000);
        Assert.Equal(2, store.Writes - before);
        Assert.Equal(10, Stored().Count(r => r.Kind == EventKind.DeviceDied));
    }

    [Fact]
    public void What_is_not_urgent_is_gathered_and_there_after_five_minutes()
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        int before = store.Writes;
        for (int i = 0; i < 10; i++)
        {
            ring.Add(EventKind.DeviceBorn, 0, 0, "unit " + i, nowMs, Utc);
            Pass(ring, 1000);
        }

        Assert.Equal(before, store.Writes);
        Pass(ring, EventRing.GatherMs);
        Assert.Equal(before + 1, store.Writes);
        Assert.Equal(10, Stored().Count(r => r.Kind == EventKind.DeviceBorn));
    }

    [Fact]
    public void A_slave_that_flaps_every_second_for_a_week_neither_wears_the_flash_nor_pushes_anything_out()
    {
        EventRing ring = Start();
        ring.Add(EventKind.TlsFailed, 27, 0, (string)null!, nowMs, Utc);
        const int Seconds = 7 * 86_400;
        for (int i = 0; i < Seconds; i++)
        {
            ring.Add(i % 2 == 0 ? EventKind.DeviceDied : EventKind.DeviceBorn, i % 2 == 0 ? 2 : 0, 0, "Meter", nowMs, Utc + nowMs);
            Pass(ring, 1000);
        }

        ring.Close(nowMs, Utc + nowMs);
        var records = Stored();
        // Two streams, one record an hour each in the end: 340 of them in a week; what is older than the ring is gone, the start is not.
        Assert.Equal(EventKind.Started, records[0].Kind);
        Assert.InRange(records.Count(r => r.Kind == EventKind.DeviceDied), 64, 100);
        Assert.InRange(store.Writes, 100, EventRing.WritesMax + 2 * 7 * 24 + 20);
        Assert.Equal(0, ring.Lost);
    }

    [Fact]
    public void Repeats_are_counted_to_the_last_one()
    {
        EventRing ring = Start();
        const int Events = 30_000;
        for (int i = 0; i < Events; i++)
        {
            ring.Add(EventKind.SlaveFault, 1, 0, "Meter", nowMs, Utc);
            Pass(ring, 137);
        }

        ring.Close(nowMs, Utc);
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
            ring.Add(kind, random.Next(50), 0, EventKinds.IsRare(kind) ? null! : "unit " + random.Next(40), nowMs, Utc + nowMs);
            added++;
            nowMs += 100;
            ring.Step(nowMs, Utc + nowMs);
        }

        ring.Close(nowMs, Utc);
        Assert.InRange(store.Writes, 1, EventRing.WritesMax + Hours * 3_600_000 / EventRing.WriteEveryMs + 2);
        Assert.InRange(ring.Lost, 1, added);
        var records = Stored();
        Assert.Contains(records, r => r.Kind == EventKind.EventsLost);
        Assert.Equal(EventKind.Started, records[0].Kind); // the life of the node is not pushed out
    }

    [Theory]
    [InlineData("Former")]
    [InlineData("Nothing")]
    [InlineData("Torn")]
    [InlineData("Whole")]
    public void A_cut_at_every_write_loses_only_what_was_not_written_yet(string remains)
    {
        store.Remains = Enum.Parse<Remains>(remains);
        int event_ = 0;
        int cuts = 0;
        for (int life = 0; life < 60; life++)
        {
            store.CutAtWrite = store.Writes + life % 11;
            int safe = -1;
            try
            {
                EventRing ring = Start();
                while (true)
                {
                    Pass(ring, 20_000);
                    event_++;
                    ring.Add(EventKind.CommandRefused, event_, 0, "Boiler", nowMs, Utc);
                    safe = event_; // urgent, and within the budget: it was written
                    Assert.True(store.CutAtWrite - store.Writes < EventRing.WritesMax);
                }
            }
            catch (PowerCut)
            {
                cuts++;
            }

            store.CutAtWrite = -1;
            int[] numbers = [.. Stored().Where(r => r.Kind == EventKind.CommandRefused).Select(r => r.A)];
            Assert.Equal(numbers.Order().Distinct(), numbers);
            if (safe >= 0)
            {
                Assert.Contains(safe, numbers);
            }
        }

        Assert.Equal(60, cuts);
    }

    [Fact]
    public void Sequence_numbers_rise_over_restarts_without_a_gap()
    {
        for (int i = 0; i < 8; i++)
        {
            EventRing ring = Start();
            ring.Add(EventKind.LinkUp, i, 0, (string)null!, nowMs, Utc);
            ring.Close(nowMs, Utc);
        }

        int[] sequences = [.. Stored().Select(r => r.Sequence)];
        Assert.Equal(Enumerable.Range(1, 16), sequences);
    }

    [Fact]
    public void A_full_store_is_borne_and_the_events_are_written_when_it_has_room()
    {
        store.Full = true;
        EventRing ring = Start();
        ring.Add(EventKind.LinkDown, 13, 0, (string)null!, nowMs, Utc);
        Pass(ring, 60_000);
        Assert.Empty(Stored());
        store.Full = false;
        Pass(ring, EventRing.WriteEveryMs * 2);
        Assert.Equal([EventKind.Started, EventKind.LinkDown], Stored().Select(r => r.Kind));
    }

    [Fact]
    public void Adding_and_stepping_allocate_nothing()
    {
        var quiet = new QuietStore();
        var ring = new EventRing(quiet);
        ring.Start(RunEnd.Unmarked, "1", nowMs, Utc);
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
            ring.Add(EventKind.DeviceDied, i % 7, 0, names[i % names.Length], nowMs, Utc);
            nowMs += 1000;
            ring.Step(nowMs, Utc);
        }
    }

    private EventRing Start()
    {
        var ring = new EventRing(store);
        ring.Start(ring.LastEnd, "1.2.3", nowMs, Utc);
        return ring;
    }

    private void Pass(EventRing ring, long ms)
    {
        for (long endMs = nowMs + ms; nowMs < endMs;)
        {
            nowMs = Math.Min(endMs, nowMs + 1000);
            ring.Step(nowMs, Utc);
        }
    }

    private StoredEvent[] Stored() => StoredEvent.All(store);

    /// <summary>Takes everything and keeps nothing.</summary>
    private sealed class QuietStore : IFlashStore
    {
        public int Writes { get; private set; }

        public bool Write(string name, byte[] content, int offset, int count) => ++Writes > 0;

        public int Read(string name, byte[] buffer, int offset, int count) => -1;

        public bool Delete(string name) => true;

        public string[] List() => [];
    }
}
