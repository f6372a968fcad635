using FieldNode.Host.Protobuf;

namespace FieldNode.Journal.Tests;

public sealed class SampleJournalTests
{
    [Fact]
    public void What_goes_out_live_stays_until_a_receipt_and_is_not_sent_twice_while_the_session_lasts()
    {
        JournalRig rig = new JournalRig().Begin();
        rig.Sample(1, 1, 2);
        Assert.Equal((2, 2, 0, 2), (rig.Journal.Captured, rig.Journal.Sent, rig.Journal.Confirmed, rig.Journal.Depth));
        Assert.True(rig.Journal.WantsReceipt);
        rig.Confirm();
        Assert.Equal((2, 0, false), (rig.Journal.Confirmed, rig.Journal.Depth, rig.Journal.HasBacklog));
        Assert.False(rig.Journal.WantsReceipt);
    }

    [Fact]
    public void A_receipt_covers_what_was_sent_before_its_request_and_nothing_else()
    {
        JournalRig rig = new JournalRig().Begin();
        rig.Sample(1, 1);
        long covers = rig.Ask();
        rig.Sample(1, 2);
        rig.Journal.OnReceipt(covers, rig.Now);
        Assert.Equal((1, 1), (rig.Journal.Confirmed, rig.Journal.Depth));
        rig.Journal.OnReceipt(rig.Messages, rig.Now);
        Assert.Equal(1, rig.Journal.Confirmed); // nobody asked for it
        rig.Confirm();
        Assert.Equal((2, 0), (rig.Journal.Confirmed, rig.Journal.Depth));
    }

    [Fact]
    public void What_a_lost_session_left_unanswered_is_sent_again_as_historical_with_its_own_time()
    {
        JournalRig rig = new JournalRig(holdMs: 0).Begin();
        rig.Sample(1, 1);
        rig.Confirm();
        rig.Now = 2000;
        rig.Sample(1, 2);
        rig.Lose();
        rig.Now = 9000;
        rig.Sample(1, 3);
        rig.Now = 9500;
        rig.Sample(1, 4);
        rig.Begin();
        Assert.Equal([(2.0, true, 2000L), (3.0, true, 9000L)], rig.ResendAll().Select(o => (o.Value, o.IsHistorical, o.AtMs)));
        rig.Confirm();
        Assert.Equal((4, 2, 2, 4, 0), (rig.Journal.Captured, rig.Journal.Sent, rig.Journal.Resent, rig.Journal.Confirmed, rig.Journal.Depth));
    }

    [Fact]
    public void What_the_birth_itself_tells_is_not_told_again()
    {
        var rig = new JournalRig();
        rig.Sample(1, 1, 2, 3);
        rig.Begin();
        Assert.Empty(rig.ResendAll());
        rig.Confirm();
        Assert.Equal((3, 0), (rig.Journal.Confirmed, rig.Journal.Resent));
    }

    [Fact]
    public void What_was_confirmed_within_the_hold_window_is_sent_again_and_what_is_older_is_not()
    {
        JournalRig rig = new JournalRig(holdMs: 60_000).Begin();
        rig.Sample(1, 1);
        rig.Confirm();
        rig.Now += 59_000;
        rig.Sample(1, 2);
        rig.Confirm();
        rig.Now += 2000; // the first one's window is over
        rig.Lose();
        rig.Now += 3_600_000; // an outage longer than any window
        rig.Sample(1, 3);
        rig.Begin();
        Assert.Equal([2.0], rig.ResendAll().Select(o => o.Value));
        rig.Confirm();
        Assert.Equal(3, rig.Journal.Confirmed); // each is counted once
        rig.CheckSums();
    }

    [Fact]
    public void A_session_that_ends_before_it_sent_all_of_the_backlog_leaves_it_to_the_next()
    {
        var rig = new JournalRig(holdMs: 0);
        for (int i = 0; i < 100; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Begin();
        rig.Resend();
        rig.Confirm(); // some of it
        long confirmed = rig.Journal.Confirmed;
        Assert.InRange(confirmed, 1, 50);
        rig.Lose();
        rig.Begin();
        double[] again = [.. rig.ResendAll().Select(o => o.Value)];
        Assert.Equal(Enumerable.Range((int)again[0], 99 - (int)again[0]).Select(i => (double)i), again);
        Assert.InRange(again[0], 1, confirmed);
        rig.Confirm();
        Assert.Equal((100, 0, 0), (rig.Journal.Confirmed, rig.Journal.Dropped, rig.Journal.Depth));
    }

    [Fact]
    public void The_backlog_is_the_oldest_first_beside_live_data()
    {
        var rig = new JournalRig();
        for (int i = 0; i < 60; i++, rig.Now += 10)
        {
            rig.Sample(1 + i % 2, i);
        }

        rig.Begin();
        while (rig.Journal.HasBacklog)
        {
            rig.Now += 10;
            rig.Sample(0, rig.Now);
            rig.Resend();
        }

        Assert.Equal(Enumerable.Range(0, 58).Select(i => (double)i), rig.Wire.Where(o => o.IsHistorical).Select(o => o.Value));
        Assert.All(rig.Wire.GroupBy(o => o.Message), message => Assert.Single(message.Select(o => o.Device).Distinct()));
        Assert.Equal(rig.Wire.Count(o => o.Device == 0), rig.Wire.Count(o => !o.IsHistorical));
    }

    [Fact]
    public void What_belongs_to_a_device_that_is_not_born_waits_for_its_birth_and_is_not_confirmed_before()
    {
        var rig = new JournalRig();
        rig.Sample(1, 1);
        rig.Sample(2, 2);
        rig.Now += 10;
        rig.Sample(1, 3);
        rig.Sample(2, 4);
        rig.Born[2] = false;
        rig.Begin();
        Assert.Equal([1.0], rig.ResendAll().Select(o => o.Value));
        rig.Confirm();
        Assert.Equal((4, 0), (rig.Journal.Depth, rig.Journal.Confirmed)); // one batch, and it is owed to device 2
        rig.Born[2] = true;
        rig.Journal.OnBorn(2);
        Assert.Equal([(2, 2.0)], rig.ResendAll().Select(o => (o.Device, o.Value))); // and nothing of device 1 again
        rig.Confirm();
        Assert.Equal((0, 4), (rig.Journal.Depth, rig.Journal.Confirmed));
    }

    [Fact]
    public void A_full_ring_drops_the_oldest_and_counts_what_was_not_confirmed()
    {
        var rig = new JournalRig(ramBytes: 4096);
        for (int i = 0; i < 1000; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
            rig.CheckSums();
        }

        Assert.InRange(rig.Journal.Dropped, 700, 850); // 20 bytes each
        Assert.Equal(0, rig.Journal.Unheld);
        rig.Begin();
        Assert.Equal(Enumerable.Range((int)rig.Journal.Dropped, 999 - (int)rig.Journal.Dropped).Select(i => (double)i), rig.ResendAll().Select(o => o.Value));
    }

    [Fact]
    public void A_ring_that_cannot_hold_a_window_counts_what_left_it_too_soon()
    {
        JournalRig rig = new JournalRig(ramBytes: 4096, holdMs: 60_000).Begin();
        for (int i = 0; i < 1000; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
            rig.Confirm();
        }

        Assert.Equal((1000, 0), (rig.Journal.Confirmed, rig.Journal.Dropped));
        Assert.InRange(rig.Journal.Unheld, 700, 950);
        rig.CheckSums();
    }

    [Fact]
    public void In_order_live_data_waits_for_the_backlog_and_all_of_it_is_plain()
    {
        var rig = new JournalRig(inOrder: true);
        for (int i = 0; i < 60; i++, rig.Now += 10)
        {
            rig.Sample(1, i);
        }

        rig.Begin();
        Assert.False(rig.Journal.IsLive);
        rig.Resend();
        rig.Now += 10;
        rig.Sample(1, 60);
        rig.ResendAll();
        Assert.True(rig.Journal.IsLive);
        rig.Now += 10;
        rig.Sample(1, 61);
        Assert.Equal(Enumerable.Range(0, 62).Select(i => (double)i), rig.Wire.Select(o => o.Value));
        Assert.All(rig.Wire, o => Assert.False(o.IsHistorical));
    }

    [Fact]
    public void Names_instead_of_aliases_go_the_same_way()
    {
        var rig = new JournalRig(aliases: false);
        rig.Sample(1, 1);
        rig.Now += 10;
        rig.Sample(1, 2);
        rig.Begin();
        JournalRig.Out[] again = rig.ResendAll();
        Assert.Equal([("Value 1.0", 1.0, true), ("Value 1.0", 2.0, true)], again.Select(o => (o.Metric.Name, o.Value, o.IsHistorical)));
    }

    [Fact]
    public void A_value_with_its_quality_is_kept_with_it()
    {
        JournalRig rig = new JournalRig().Begin();
        rig.Sample(1, 1);
        rig.Confirm();
        rig.Lose();
        rig.Tags.BeginSample(JournalRig.Utc0 + rig.Now);
        rig.Tags.SetBad(JournalRig.TagsPerDevice, Tags.QualityReason.NoAnswer);
        rig.Sample(1);
        rig.Now += 100;
        rig.Sample(1, 5);
        rig.Now += 100;
        rig.Sample(1, 6);
        rig.Begin();
        Metric[] again = [.. rig.ResendAll().Select(o => o.Metric)];
        Assert.Equal([0, 192], again.Where(m => m.Properties is not null).Select(m => (int)m.Properties.Values[0].IntValue));
        Assert.All(again, m => Assert.True(m.IsHistorical));
    }
}
