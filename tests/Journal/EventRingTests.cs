using System.Text;

namespace FieldNode.Journal.Tests;

public sealed class EventRingTests : EventRingRig
{
    [Fact]
    public void An_event_is_read_as_it_was_written()
    {
        EventRing ring = Start();
        ring.Add(EventKind.TlsFailed, 27, -5, "Gerät 1", 123_456_789_012, Utc);
        ring.Close(NowMs, Utc);
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
        second.Add(EventKind.Stopping, 0, 0, (string)null!, NowMs, Utc);
        second.Close(NowMs, Utc);
        EventRing third = Start();
        Assert.Equal((3, RunEnd.Asked), (third.Run, third.LastEnd));
        third.Add(EventKind.Restarting, (int)RunEnd.StepFaults, 0, (string)null!, NowMs, Utc);
        third.Close(NowMs, Utc);
        EventRing fourth = Start();
        Assert.Equal((4, RunEnd.StepFaults), (fourth.Run, fourth.LastEnd));
    }

    [Fact]
    public void What_was_still_counted_at_the_end_does_not_hide_how_the_run_ended()
    {
        EventRing ring = Start();
        for (int i = 0; i < 300; i++)
        {
            ring.Add(EventKind.SlaveFault, 0, 0, "pump" + i, NowMs, Utc); // more than there are windows: some are lost
            ring.Add(EventKind.StepFailed, 1, 0, (string)null!, NowMs, Utc);
        }

        ring.Add(EventKind.Restarting, (int)RunEnd.StepFaults, 0, (string)null!, NowMs, Utc);
        ring.Close(NowMs, Utc);
        Assert.NotEqual(EventKind.Restarting, Stored().Where(r => r.Kind < EventKind.LinkUp).Last().Kind);
        Assert.Equal(RunEnd.StepFaults, Start().LastEnd);
        Assert.Equal(RunEnd.Unmarked, Start().LastEnd);
    }

    [Fact]
    public void A_board_that_restarts_over_and_over_keeps_its_history()
    {
        EventRing first = Start();
        first.Add(EventKind.StepFailed, 1, 0, (string)null!, NowMs, Utc);
        first.Close(NowMs, Utc);
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
        ring.Add(EventKind.LinkDown, 13, 60, (string)null!, NowMs, Utc);
        Assert.Equal(EventKind.LinkDown, Stored().Last().Kind);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void An_urgent_event_is_on_flash_in_time_whatever_comes_with_it(int place)
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        ring.Add(EventKind.CommandRefused, 1, 0, "Boiler", NowMs, Utc); // written at once: the next has to wait
        for (int at = -1; at <= 1; at++)
        {
            NowMs += 100;
            ring.Add(at == place ? EventKind.CommandRefused : EventKind.DeviceBorn, 2, 0, "at" + at, NowMs, Utc);
        }

        Assert.DoesNotContain(Stored(), r => r.Name == "at" + place);
        Pass(ring, EventRing.UrgentEveryMs + 1000);
        Assert.Contains(Stored(), r => r.Name == "at" + place && r.Kind == EventKind.CommandRefused);
    }

    [Fact]
    public void An_event_that_is_not_urgent_is_on_flash_within_its_time()
    {
        EventRing ring = Start();
        Pass(ring, 10_000);
        ring.Add(EventKind.DeviceBorn, 0, 0, "Boiler", NowMs, Utc);
        Pass(ring, EventRing.GatherMs - 2000);
        Assert.DoesNotContain(Stored(), r => r.Name == "Boiler");
        Pass(ring, 4000);
        Assert.Contains(Stored(), r => r.Name == "Boiler");
    }

    [Fact]
    public void Each_event_that_is_not_urgent_waits_for_its_own_time()
    {
        EventRing ring = Start();
        ring.Add(EventKind.DeviceBorn, 0, 0, "first", NowMs, Utc);
        Pass(ring, EventRing.GatherMs + 2000);
        Assert.Contains(Stored(), r => r.Name == "first");
        ring.Add(EventKind.DeviceBorn, 0, 0, "second", NowMs, Utc);
        Pass(ring, EventRing.GatherMs - 2000);
        Assert.DoesNotContain(Stored(), r => r.Name == "second");
        Pass(ring, 4000);
        Assert.Contains(Stored(), r => r.Name == "second");
    }

    [Fact]
    public void A_burst_of_urgent_events_writes_what_the_budget_allows_and_not_once_more()
    {
        EventRing ring = Start();
        for (int i = 0; i < 40; i++)
        {
            ring.Add(EventKind.CommandRefused, i, 0, "Boiler", NowMs, Utc);
            Pass(ring, EventRing.UrgentEveryMs + 1000);
        }

        Assert.True(NowMs < EventRing.WriteEveryMs);
        Assert.Equal(EventRing.WritesMax, ring.Writes);
    }

    [Theory]
    [InlineData("Former")]
    [InlineData("Nothing")]
    [InlineData("Torn")]
    [InlineData("Whole")]
    public void A_cut_at_every_write_loses_only_what_was_not_written_yet(string remains)
    {
        Store.Remains = Enum.Parse<Remains>(remains);
        int event_ = 0;
        int cuts = 0;
        for (int life = 0; life < 60; life++)
        {
            Store.CutAtWrite = Store.Writes + life % 11;
            int safe = -1;
            try
            {
                EventRing ring = Start();
                while (true)
                {
                    Pass(ring, 20_000);
                    event_++;
                    ring.Add(EventKind.CommandRefused, event_, 0, "Boiler", NowMs, Utc);
                    safe = event_; // urgent, and within the budget: it was written
                    Assert.True(Store.CutAtWrite - Store.Writes < EventRing.WritesMax);
                }
            }
            catch (PowerCut)
            {
                cuts++;
            }

            Store.CutAtWrite = -1;
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
            ring.Add(EventKind.LinkUp, i, 0, (string)null!, NowMs, Utc);
            ring.Close(NowMs, Utc);
        }

        int[] sequences = [.. Stored().Select(r => r.Sequence)];
        Assert.Equal(Enumerable.Range(1, 16), sequences);
    }

    [Fact]
    public void A_full_store_is_borne_and_the_events_are_written_when_it_has_room()
    {
        Store.Full = true;
        EventRing ring = Start();
        ring.Add(EventKind.LinkDown, 13, 0, (string)null!, NowMs, Utc);
        Pass(ring, 60_000);
        Assert.Empty(Stored());
        Store.Full = false;
        Pass(ring, EventRing.WriteEveryMs * 2);
        Assert.Equal([EventKind.Started, EventKind.LinkDown], Stored().Select(r => r.Kind));
    }
}
